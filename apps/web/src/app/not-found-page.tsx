import { buttonClass } from '@parley/ui/button';
import { Empty } from '@parley/ui/empty';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Mark } from '../shared/brand.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty
        icon={<Mark size={40} />}
        title={t('errors.notFound')}
        action={
          <Link to="/" className={buttonClass('primary')}>
            {t('errors.home')}
          </Link>
        }
      >
        {t('errors.notFoundHint')}
      </Empty>
    </main>
  );
}
