import { Banner } from '@parley/ui/banner';
import { Button } from '@parley/ui/button';
import { Dialog } from '@parley/ui/dialog';
import { PasswordField } from '@parley/ui/password-field';
import { toast } from '@parley/ui/toast';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { formText } from '../../shared/form-text.ts';

export interface KeyDialogProps {
  /** Closed while null. */
  endpoint: string | null;
  label: string;
  onClose: () => void;
}

/** Takes the reader's own key for a provider. It is stored encrypted and never shown again. */
export function KeyDialog({ endpoint, label, onClose }: KeyDialogProps) {
  const { t } = useTranslation();
  const utils = trpc.useUtils();
  const done = (text: string) => {
    void utils.keys.get.invalidate();
    void utils.config.models.invalidate();
    toast({ text });
    onClose();
  };
  const update = trpc.keys.update.useMutation({ onSuccess: () => done(t('models.keySaved', { name: label })) });
  const remove = trpc.keys.remove.useMutation({ onSuccess: () => done(t('models.keyRemoved', { name: label })) });
  const stored = trpc.keys.get.useQuery({ query: { name: endpoint ?? '' } }, { enabled: endpoint !== null });
  const error = update.error ?? remove.error;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = formText(new FormData(event.currentTarget), 'key').trim();
    if (endpoint !== null && value) update.mutate({ body: { name: endpoint, value, expiresAt: '' } });
  };

  return (
    <Dialog
      isOpen={endpoint !== null}
      onClose={onClose}
      title={t('models.keyTitle', { name: label })}
      description={t('models.keyText')}
      closeLabel={t('common.close')}
    >
      <form onSubmit={submit} className="grid gap-5">
        {error && <Banner tone="danger">{sentenceOf(error, t)}</Banner>}
        <PasswordField
          label={t('models.key')}
          name="key"
          autoComplete="off"
          showLabel={t('models.showKey')}
          hideLabel={t('models.hideKey')}
          required
          autoFocus
        />
        <div className="flex flex-wrap justify-end gap-2">
          {stored.data?.expiresAt && endpoint !== null && (
            <Button
              variant="ghost"
              className="me-auto"
              isBusy={remove.isPending}
              onClick={() => remove.mutate({ params: { name: endpoint } })}
            >
              {t('models.removeKey')}
            </Button>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isBusy={update.isPending}>
            {t('models.saveKey')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
