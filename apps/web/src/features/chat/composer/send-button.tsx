import { IconButton } from '@parley/ui/icon-button';
import { Spinner } from '@parley/ui/spinner';
import { ArrowUp, ListPlus, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface SendButtonProps {
  run: 'none' | 'running' | 'stopping';
  isEmpty: boolean;
  canSend: boolean;
  onStop: () => void;
}

/** Stop stands where send was; something written meanwhile gets a button of its own beside it. */
export function SendButton({ run, isEmpty, canSend, onStop }: SendButtonProps) {
  const { t } = useTranslation();
  if (run === 'none') {
    return (
      <IconButton
        type="submit"
        label={t('composer.send')}
        icon={<ArrowUp size={19} strokeWidth={2.25} />}
        variant="solid"
        isRound
        disabled={!canSend}
      />
    );
  }
  return (
    <>
      {!isEmpty && (
        <IconButton
          type="submit"
          label={t('composer.queue')}
          icon={<ListPlus size={18} />}
          isRound
          disabled={!canSend}
        />
      )}
      <IconButton
        label={run === 'stopping' ? t('composer.stopping') : t('composer.stop')}
        keys={['Esc']}
        icon={run === 'stopping' ? <Spinner size={16} /> : <Square size={13} fill="currentColor" />}
        variant="solid"
        isRound
        disabled={run === 'stopping'}
        onClick={onStop}
      />
    </>
  );
}
