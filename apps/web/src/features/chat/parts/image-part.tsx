import type { ContentPart } from '@parley/data-provider';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

const RemoteImage = lazy(() =>
  import('../../../shared/markdown/remote-image.tsx').then((module) => ({ default: module.RemoteImage })),
);

export function RemoteImagePart({ image }: { image: Extract<ContentPart, { type: 'image_url' }>['image_url'] }) {
  const { t } = useTranslation();
  return (
    <Suspense>
      <RemoteImage src={typeof image === 'string' ? image : image.url} alt={t('chat.image')} />
    </Suspense>
  );
}
