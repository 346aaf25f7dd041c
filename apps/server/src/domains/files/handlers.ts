import { contract, fail } from '@parley/data-provider';
import { implement } from '../../context.ts';
import * as store from './store.ts';

export const filesHandlers = implement(contract.files, {
  download: async ({ params }, { db, user }, { res }) => {
    const file = await store.find(db, user.id, params.file_id);
    if (!file) return fail('not_found', 'File not found.');
    // Only image types that `sniffImage` vouches for are stored, so showing them inline is safe.
    res.set({
      'Content-Type': file.mediaType,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
    res.end(file.data);
  },
});
