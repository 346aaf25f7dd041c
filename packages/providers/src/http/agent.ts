import { Agent, type Dispatcher } from 'undici';

/** What an adapter needs from its surroundings. */
export interface Transport {
  /** Carries every request. The server hands in a guarded one for addresses that users gave. */
  dispatcher: Dispatcher;
}

let shared: Agent | undefined;

/** The connections of this process to the providers it was configured with. */
export function sharedAgent(): Dispatcher {
  shared ??= new Agent({
    connections: 512,
    keepAliveTimeout: 30_000,
    connect: { timeout: 10_000 },
    // The run loop watches over silence, and a model may think for longer than any fixed limit.
    headersTimeout: 0,
    bodyTimeout: 0,
    // One broken HTTP/2 connection would end every answer that shares it.
    allowH2: false,
  });
  return shared;
}
