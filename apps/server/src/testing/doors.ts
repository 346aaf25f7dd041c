import type { Caller } from './call.ts';
import type { TestServer } from './server.ts';

/** Both ways in. Every case of a domain runs through each. */
export const doors = ['rest', 'trpc'] as const;
export type Door = (typeof doors)[number];

/** Someone with a caller for each door; a test server is such a someone without a token. */
export const through = (door: Door, who: { rest: Caller; trpc: Caller }): Caller => who[door];
export const anonymous = (door: Door, server: TestServer): Caller => server[door]();
