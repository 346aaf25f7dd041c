export type * from './context.ts';
export * from './implement.ts';
export type * from './mount-options.ts';
export type * from './rate-limit.ts';
export type * from './reply.ts';
