import type { Caller } from './call.ts';
import type { TestServer } from './server.ts';

/** Both ways in. Every case of a domain runs through each. */
export const doors = ['rest', 'trpc'] as const;
type Door = (typeof doors)[number];

/** Someone who is not signed in. */
export const anonymous = (door: Door, server: TestServer): Caller => server[door]();
