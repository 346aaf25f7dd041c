export * from './create-client.ts';
export { ParleyError, type ParleyErrorCode, toParleyError } from './parley-error.ts';
export type { ServerEvent } from './read-events.ts';
export * from './rest-client.ts';
export type { ParleySession, Refreshed } from './session.ts';
