export { chatHandlers } from './handlers.ts';
export type { Runs } from './port.ts';
export { createRuns } from './runs.ts';
