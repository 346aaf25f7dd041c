import { Banner } from '@parley/ui/banner';
import { Button } from '@parley/ui/button';
import { PasswordField } from '@parley/ui/password-field';
import { TextField } from '@parley/ui/text-field';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../shared/api/errors.ts';
import { useRegister } from './use-register.ts';

export interface RegisterFormProps {
  minLength: number;
  submitLabel: string;
  onRegistered: (email: string) => void;
}

export function RegisterForm({ minLength, submitLabel, onRegistered }: RegisterFormProps) {
  const { t } = useTranslation();
  const { submit, errors, error, isDifferent, isBusy } = useRegister(onRegistered);
  return (
    <form onSubmit={submit} className="grid gap-5">
      {error !== null && Object.keys(errors).length === 0 && <Banner tone="danger">{sentenceOf(error, t)}</Banner>}
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
        error={isDifferent ? t('auth.passwordsDiffer') : undefined}
        showLabel={t('auth.showPassword')}
        hideLabel={t('auth.hidePassword')}
        required
      />
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}
