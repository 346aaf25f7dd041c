import { Banner } from '@parley/ui/banner';
import { Button } from '@parley/ui/button';
import { Empty } from '@parley/ui/empty';
import { PasswordField } from '@parley/ui/password-field';
import { TextField } from '@parley/ui/text-field';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { detailsOf, sentenceOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { formText } from '../../shared/form-text.ts';
import { AuthFrame } from './auth-frame.tsx';
import { errorsByField } from './form-errors.ts';
import { useSignIn } from './use-sign-in.ts';

export interface RegisterPageProps {
  loginLink: ReactNode;
  /** The account may exist and yet the sign-in that follows fail: then the reader signs in by hand. */
  onRegistered: (email: string) => void;
}

const usualPasswordLength = 8;

export function RegisterPage({ loginLink, onRegistered }: RegisterPageProps) {
  const { t } = useTranslation();
  const config = trpc.config.get.useQuery();
  const register = trpc.auth.register.useMutation();
  const signIn = useSignIn();
  const [mismatch, setMismatch] = useState(false);
  const isFirst = config.data?.isFirstRun ?? false;
  const errors = errorsByField(detailsOf(register.error));
  const minLength = config.data?.minPasswordLength ?? usualPasswordLength;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => formText(form, name);
    const [email, password] = [read('email'), read('password')];
    const isSame = password === read('confirm_password');
    setMismatch(!isSame);
    if (!isSame) return;
    register.mutate(
      { body: { name: read('name'), email, password, confirm_password: password } },
      { onSuccess: () => signIn.mutate({ email, password }, { onError: () => onRegistered(email) }) },
    );
  };

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
      <form onSubmit={submit} className="grid gap-5">
        {register.error && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{sentenceOf(register.error, t)}</Banner>
        )}
        <TextField
          label={t('auth.name')}
          name="name"
          autoComplete="name"
          minLength={3}
          maxLength={80}
          error={errors['name']}
          autoFocus
          required
        />
        <TextField
          label={t('auth.email')}
          name="email"
          type="email"
          autoComplete="username"
          error={errors['email']}
          required
        />
        <PasswordField
          label={t('auth.password')}
          name="password"
          autoComplete="new-password"
          minLength={minLength}
          hint={t('auth.passwordHint', { count: minLength })}
          error={errors['password']}
          showLabel={t('auth.showPassword')}
          hideLabel={t('auth.hidePassword')}
          required
        />
        <PasswordField
          label={t('auth.repeatPassword')}
          name="confirm_password"
          autoComplete="new-password"
          error={mismatch ? t('auth.passwordsDiffer') : undefined}
          showLabel={t('auth.showPassword')}
          hideLabel={t('auth.hidePassword')}
          required
        />
        <Button type="submit" variant="primary" size="lg" isBusy={register.isPending || signIn.isPending}>
          {isFirst ? t('auth.createAdministrator') : t('auth.signUp')}
        </Button>
      </form>
    </AuthFrame>
  );
}
