import { useTranslation } from 'react-i18next';
import { Mark } from '../shared/brand.tsx';

/** While it is not known yet who is there. */
export function StartScreen() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="grid min-h-dvh place-items-center">
      <Mark size={40} isTalking />
    </div>
  );
}
