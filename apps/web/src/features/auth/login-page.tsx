import { Banner } from '@parley/ui/banner';
import { Button } from '@parley/ui/button';
import { PasswordField } from '@parley/ui/password-field';
import { TextField } from '@parley/ui/text-field';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { formText } from '../../shared/form-text.ts';
import { AuthFrame } from './auth-frame.tsx';
import { useSignIn } from './use-sign-in.ts';

export interface LoginPageProps {
  /** Filled in after signing up. */
  email?: string;
  registerLink: ReactNode;
}

export function LoginPage({ email = '', registerLink }: LoginPageProps) {
  const { t } = useTranslation();
  const config = trpc.config.get.useQuery();
  const signIn = useSignIn();
  const [needsSecondFactor, setNeedsSecondFactor] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const credentials = { email: formText(form, 'email'), password: formText(form, 'password') };
    signIn.mutate(credentials, { onSuccess: (result) => setNeedsSecondFactor('twoFAPending' in result) });
  };

  return (
    <AuthFrame title={t('auth.signInTitle')} footer={config.data?.registrationEnabled ? registerLink : undefined}>
      <form onSubmit={submit} className="grid gap-5">
        {signIn.error && <Banner tone="danger">{sentenceOf(signIn.error, t)}</Banner>}
        {needsSecondFactor && <Banner tone="caution">{t('auth.secondFactorMissing')}</Banner>}
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          autoFocus={email === ''}
          required
        />
        <PasswordField
          label={t('auth.password')}
          name="password"
          autoComplete="current-password"
          showLabel={t('auth.showPassword')}
          hideLabel={t('auth.hidePassword')}
          autoFocus={email !== ''}
          required
        />
        <Button type="submit" variant="primary" size="lg" isBusy={signIn.isPending}>
          {t('auth.signIn')}
        </Button>
      </form>
    </AuthFrame>
  );
}
