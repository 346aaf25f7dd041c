import { z } from 'zod';
import { anyone, signedIn } from '../core/access.ts';
import { domain, post } from '../core/endpoint.ts';
import { loginResultSchema, loginSchema, refreshResultSchema, registeredSchema, registerSchema } from './schemas.ts';

export const auth = domain('/api/auth', {
  register: post('/register', {
    access: anyone,
    summary: 'Create an account; the first one administers',
    body: registerSchema,
    output: registeredSchema,
    status: 201,
    limit: 'register',
    errors: ['forbidden'],
  }),
  login: post('/login', {
    access: anyone,
    summary: 'Sign in with email and password',
    body: loginSchema,
    output: loginResultSchema,
    limit: 'login',
    errors: ['unauthorized', 'unprocessable'],
  }),
  refresh: post('/refresh', {
    access: anyone,
    summary: 'A new access token from the refresh cookie',
    query: z.object({ retry: z.string().max(16).optional() }),
    output: refreshResultSchema,
    limit: 'refresh',
    errors: ['unauthorized', 'forbidden'],
  }),
  logout: post('/logout', {
    access: signedIn,
    summary: 'End this session',
    output: z.object({ message: z.string(), redirect: z.string().optional() }),
  }),
});
