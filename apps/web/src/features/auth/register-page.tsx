import { Empty } from '@parley/ui/empty';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../shared/api/trpc.ts';
import { AuthFrame } from './auth-frame.tsx';
import { RegisterForm } from './register-form.tsx';

export interface RegisterPageProps {
  loginLink: ReactNode;
  /** The account may exist and yet the sign-in that follows fail: then the reader signs in by hand. */
  onRegistered: (email: string) => void;
}

const usualPasswordLength = 8;

export function RegisterPage({ loginLink, onRegistered }: RegisterPageProps) {
  const { t } = useTranslation();
  const config = trpc.config.get.useQuery();
  const isFirst = config.data?.isFirstRun ?? false;

  if (config.data && !config.data.registrationEnabled && !isFirst) {
    return (
      <AuthFrame title={t('auth.signUpTitle')} footer={loginLink}>
        <Empty title={t('auth.registrationClosed')}>{t('auth.registrationClosedHint')}</Empty>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={isFirst ? t('auth.firstRunTitle') : t('auth.signUpTitle')}
      {...(isFirst && { lead: t('auth.firstRunLead') })}
      footer={isFirst ? undefined : loginLink}
    >
      <RegisterForm
        minLength={config.data?.minPasswordLength ?? usualPasswordLength}
        submitLabel={isFirst ? t('auth.createAdministrator') : t('auth.signUp')}
        onRegistered={onRegistered}
      />
    </AuthFrame>
  );
}
