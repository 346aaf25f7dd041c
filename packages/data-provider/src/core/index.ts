export * from './access.ts';
export * from './collect.ts';
export * from './endpoint.ts';
export * from './errors.ts';
export * from './schemas.ts';
export * from './wire-ids.ts';
export type * from './router-type.ts';
