import { signedIn } from '../core/access.ts';
import { domain, get } from '../core/endpoint.ts';
import { userSchema } from './schemas.ts';

export const users = domain('/api/user', {
  get: get('/', { access: signedIn, summary: 'The signed-in account', output: userSchema }),
});
