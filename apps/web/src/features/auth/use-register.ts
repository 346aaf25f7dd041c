import { type FormEvent, useState } from 'react';
import { detailsOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { formText } from '../../shared/form-text.ts';
import { errorsByField } from './form-errors.ts';
import { useSignIn } from './use-sign-in.ts';

/** Creates an account and signs in with it. The account may exist and yet the sign-in fail: then `onRegistered`. */
export function useRegister(onRegistered: (email: string) => void) {
  const register = trpc.auth.register.useMutation();
  const signIn = useSignIn();
  const [isDifferent, setDifferent] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [formText(form, 'email'), formText(form, 'password')];
    const repeated = formText(form, 'confirm_password');
    setDifferent(password !== repeated);
    if (password !== repeated) return;
    register.mutate(
      { body: { name: formText(form, 'name'), email, password, confirm_password: repeated } },
      { onSuccess: () => signIn.mutate({ email, password }, { onError: () => onRegistered(email) }) },
    );
  };

  return {
    submit,
    errors: errorsByField(detailsOf(register.error)),
    error: register.error,
    isDifferent,
    isBusy: register.isPending || signIn.isPending,
  };
}
