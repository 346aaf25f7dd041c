export * from './port.ts';
export { createModel } from './create-model.ts';
export { errorFromThrown } from './errors.ts';
export type { Transport } from './http/agent.ts';
export { listen } from './listen.ts';
export { findLocalServers, type LocalPorts, type LocalServer } from './local.ts';
export { listModels, type ListOptions } from './models.ts';
