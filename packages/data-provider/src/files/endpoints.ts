import { z } from 'zod';
import { signedIn } from '../core/access.ts';
import { domain, get } from '../core/endpoint.ts';
import { uuidSchema } from '../core/schemas.ts';

export const files = domain('/api/files', {
  download: get('/:file_id', {
    access: signedIn,
    summary: 'The bytes of a file of the caller',
    params: z.object({ file_id: uuidSchema }),
    raw: 'download',
    errors: ['not_found'],
  }),
});
