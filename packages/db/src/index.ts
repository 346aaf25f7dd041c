export { Prisma } from '../generated/client.ts';
export type * from '../generated/client.ts';
export { cleanText } from './clean-text.ts';
export { createDb, type Database, type Db, type DbOptions } from './client.ts';
export { newId } from './id.ts';
