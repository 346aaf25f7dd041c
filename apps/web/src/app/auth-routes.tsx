import { createLazyRoute, Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { Trans } from 'react-i18next';
import { LoginPage } from '../features/auth/login-page.tsx';
import { RegisterPage } from '../features/auth/register-page.tsx';
import { trpc } from '../shared/api/trpc.ts';
import { StartScreen } from './start-screen.tsx';

const linkClass = 'text-accent font-medium underline underline-offset-4';

function Login() {
  const { email, to } = useSearch({ from: '/outside' });
  const config = trpc.config.get.useQuery();
  if (config.isPending) return <StartScreen />;
  // Nobody can sign in to a server without accounts.
  if (config.data?.isFirstRun) return <Navigate to="/register" search={to === undefined ? {} : { to }} replace />;
  return (
    <LoginPage
      {...(email !== undefined && { email })}
      registerLink={
        <Trans
          i18nKey="auth.toRegister"
          components={{ a: <Link to="/register" search={to === undefined ? {} : { to }} className={linkClass} /> }}
        />
      }
    />
  );
}

function Register() {
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/outside' });
  const search = to === undefined ? {} : { to };
  return (
    <RegisterPage
      loginLink={
        <Trans i18nKey="auth.toLogin" components={{ a: <Link to="/login" search={search} className={linkClass} /> }} />
      }
      onRegistered={(email) => void navigate({ to: '/login', search: { ...search, email } })}
    />
  );
}

export const loginRoute = createLazyRoute('/outside/login')({ component: Login });
export const registerRoute = createLazyRoute('/outside/register')({ component: Register });
