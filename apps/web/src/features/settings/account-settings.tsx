import { Button } from '@parley/ui/button';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/api/session-state.ts';
import { formatDate } from '../../shared/i18n/format.ts';

export function AccountSettings({ onSignOut }: { onSignOut: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  const facts = [
    [t('settings.name'), account.name],
    [t('settings.email'), account.email],
    [t('settings.role'), account.role === 'ADMIN' ? t('settings.administrator') : t('settings.member')],
    [t('settings.since'), formatDate(account.createdAt, { dateStyle: 'long' })],
  ] as const;
  return (
    <div className="grid gap-6">
      <dl className="divide-line divide-y">
        {facts.map(([label, value]) => (
          <div key={label} className="flex flex-wrap justify-between gap-x-6 py-3">
            <dt className="text-faint text-ui">{label}</dt>
            <dd className="text-ui min-w-0 font-medium wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <Button icon={<LogOut size={16} />} className="justify-self-start" onClick={onSignOut}>
        {t('settings.signOut')}
      </Button>
    </div>
  );
}
