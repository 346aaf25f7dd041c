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
