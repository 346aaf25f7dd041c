import type { AdapterContext } from './context.ts';

export interface LimitRule<C extends AdapterContext = AdapterContext> {
  max: number;
  windowMs: number;
  /** Whose budget it is. A function may return null to leave a call out. */
  key: 'ip' | 'user' | ((ctx: C) => string | null);
  message?: string;
  /** Fields added to the 429 body. */
  body?: Readonly<Record<string, unknown>>;
}
