import { defineConfig } from 'prisma/config';

// Lets Prisma's own CLI (`prisma migrate deploy`, `prisma studio`) work on the same files as ours.
export default defineConfig({
  schema: '../../prisma/schema',
  migrations: { path: '../../prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
