import { ErrorState } from '@parley/ui/error-state';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The last resort: something broke while a page was drawn, or the server cannot be reached. */
export function ErrorPage({ reset }: { reset: () => void }) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title={t('errors.page')}
        retryLabel={t('common.retry')}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      >
        {navigator.onLine ? t('errors.pageHint') : t('chat.offline')}
      </ErrorState>
    </main>
  );
}
