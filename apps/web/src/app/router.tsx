import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { session } from '../shared/api/session-state.ts';
import { resumeSession } from '../shared/api/session.ts';
import { ErrorPage } from './error-page.tsx';
import { Layout } from './layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { ChatRoute } from './chat-route.tsx';
import { StartScreen } from './start-screen.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

/** Only for those who are signed in; others sign in first and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await resumeSession();
    if (session.get().status === 'in') return;
    throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { to: location.href }, replace: true });
  },
  component: Layout,
});

/** Only for those who are not. */
const outside = createRoute({
  getParentRoute: () => root,
  id: 'outside',
  validateSearch: (search: Record<string, unknown>): { to?: string; email?: string } => ({
    // A path of this page, and never an address elsewhere.
    ...(typeof search['to'] === 'string' && /^\/(?![/\\])/.test(search['to']) && { to: search['to'] }),
    ...(typeof search['email'] === 'string' && { email: search['email'] }),
  }),
  beforeLoad: async ({ search }) => {
    await resumeSession();
    if (session.get().status === 'in') throw redirect({ href: search.to ?? '/c/new', replace: true });
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/c/$conversationId', params: { conversationId: 'new' }, replace: true });
  },
});

const chat = createRoute({ getParentRoute: () => inside, path: '/c/$conversationId', component: ChatRoute });

const login = createRoute({ getParentRoute: () => outside, path: '/login' }).lazy(() =>
  import('./auth-routes.tsx').then((module) => module.loginRoute),
);
const register = createRoute({ getParentRoute: () => outside, path: '/register' }).lazy(() =>
  import('./auth-routes.tsx').then((module) => module.registerRoute),
);

export const router = createRouter({
  routeTree: root.addChildren([inside.addChildren([home, chat]), outside.addChildren([login, register])]),
  defaultPreload: false,
  defaultPendingComponent: StartScreen,
  defaultPendingMs: 400,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
