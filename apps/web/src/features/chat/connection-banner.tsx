import { Banner } from '@parley/ui/banner';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSelected } from '../../shared/store.ts';
import { useOnline } from '../../shared/use-online.ts';
import { liveRuns } from './run/live-runs.ts';

/** A connection that comes back this soon is not worth a word. */
const graceMs = 1200;

/** Quiet word that the connection is gone; it comes back by itself. */
export function ConnectionBanner({ conversationId }: { conversationId: string | null }) {
  const { t } = useTranslation();
  const isOnline = useOnline();
  const isReconnecting = useSelected(
    liveRuns,
    (runs) => conversationId !== null && runs.get(conversationId)?.isReconnecting === true,
  );
  const isLost = useLasting(!isOnline || isReconnecting, graceMs);
  if (!isLost) return null;
  return (
    <div className="mx-auto mb-2 w-full max-w-(--container-measure) px-3 sm:px-5">
      <Banner tone="caution" icon={<WifiOff size={16} />}>
        {isOnline ? t('chat.reconnecting') : t('chat.offline')}
      </Banner>
    </div>
  );
}

/** True once something has been true for a while. */
function useLasting(isTrue: boolean, ms: number): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(isTrue), isTrue ? ms : 0);
    return () => clearTimeout(timer);
  }, [isTrue, ms]);
  return isLasting && isTrue;
}
