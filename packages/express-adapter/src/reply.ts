import type { Endpoint } from '@parley/data-provider/core';
import type { CookieOptions, Response } from 'express';

/** The statuses an endpoint declares: its own, and those it may choose per call. */
export type StatusOf<E> =
  | (E extends { status: infer S extends number } ? S : E extends { output: unknown } ? 200 : 204)
  | (E extends { otherStatuses: readonly (infer S extends number)[] } ? S : never);

/** What a handler may say about its answer besides the value. Works in REST and in tRPC, batches included. */
export interface Reply<Status extends number = number> {
  /** Chooses among the declared statuses. Only REST shows it. */
  status(code: Status): void;
  header(name: string, value: string): void;
  setCookie(name: string, value: string, options: CookieOptions): void;
  clearCookie(name: string, options: CookieOptions): void;
}

/** A reply that also remembers the status chosen. */
export interface OpenReply extends Reply {
  chosenStatus(): number | undefined;
}

export function defaultStatus({ status, output, event, raw }: Endpoint): number {
  const saysSomething = output !== undefined || event !== undefined || raw !== undefined;
  return status ?? (saysSomething ? 200 : 204);
}

export function createReply(endpoint: Endpoint, res: Response): OpenReply {
  let chosen: number | undefined;
  return {
    status(code) {
      const isDeclared = code === defaultStatus(endpoint) || endpoint.otherStatuses?.includes(code);
      if (!isDeclared) throw new Error(`${endpoint.path} does not declare status ${code}`);
      chosen = code;
    },
    header: (name, value) => void res.setHeader(name, value),
    setCookie: (name, value, options) => void res.cookie(name, value, options),
    clearCookie: (name, options) => void res.clearCookie(name, options),
    chosenStatus: () => chosen,
  };
}
