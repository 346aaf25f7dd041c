import type { MessageFile } from '@parley/data-provider';
import { useTranslation } from 'react-i18next';
import { OwnImage } from './own-image.tsx';

/** The images of a question, as large as they need to be to be recognised. */
export function QuestionImages({ files }: { files: readonly MessageFile[] }) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('chat.images')} className="mb-2 flex max-w-full flex-wrap justify-end gap-2">
      {files.map((file) => (
        <li key={file.file_id}>
          <OwnImage file={file} />
        </li>
      ))}
    </ul>
  );
}
