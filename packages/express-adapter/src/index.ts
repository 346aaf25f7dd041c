export { collectEndpoints, type NamedEndpoint } from '@parley/data-provider/core';
export type * from './context.ts';
export * from './implement.ts';
export * from './mount.ts';
export type * from './mount-options.ts';
export { parseInput } from './parse.ts';
export * from './read-multipart.ts';
export type { LimitRule, LimitRules } from './rate-limit.ts';
export type { Reply, StatusOf } from './reply.ts';
