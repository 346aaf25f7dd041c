import type {
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type { Endpoint, EndpointEvent, EndpointInput, EndpointOutput } from './endpoint.ts';
import type { ErrorCode, ErrorDetail } from './errors.ts';

/** What an error looks like to a tRPC client. */
export interface ErrorShape {
  message: string;
  code: number;
  data: {
    code: string;
    httpStatus: number;
    /** Our own catalogue code; absent only when the transport itself failed. */
    error?: ErrorCode;
    details?: readonly ErrorDetail[];
    body?: Readonly<Record<string, unknown>>;
    requestId?: string;
  };
}

type Root<T extends boolean> = { ctx: object; meta: object; transformer: T; errorShape: ErrorShape };

/** Void as well when nothing is required, so `useQuery()` needs no argument. */
type Callable<I> = unknown extends I ? void : Record<never, never> extends I ? I | void : I;

type Input<E> = Callable<EndpointInput<E>>;
type StreamInput<E> = Callable<EndpointInput<E> & { lastEventId?: string | null }>;

type ProcedureOf<E> = E extends { event: unknown }
  ? TRPCSubscriptionProcedure<{
      input: StreamInput<E>;
      output: AsyncIterable<{ id: string; data: EndpointEvent<E> }>;
      meta: object;
    }>
  : E extends { method: 'GET' }
    ? TRPCQueryProcedure<{ input: Input<E>; output: EndpointOutput<E>; meta: object }>
    : TRPCMutationProcedure<{ input: Input<E>; output: EndpointOutput<E>; meta: object }>;

type ProceduresOf<D> = { [N in keyof D as D[N] extends { raw: string } ? never : N]: ProcedureOf<D[N]> };

/**
 * The tRPC router type of a contract. Derived from the contract and not from the server,
 * so that a client type-checks without loading one server file.
 *
 * tRPC rewrites the outputs of routers without a transformer into what JSON makes of them. Outputs of a contract are
 * JSON already, and the rewritten types fit their own schemas no more; a client that builds its links itself says
 * `true` to see them as they are declared.
 */
export type RouterOf<C, HasTransformer extends boolean = false> = TRPCBuiltRouter<
  Root<HasTransformer>,
  { [D in keyof C]: C[D] extends Record<string, Endpoint> ? ProceduresOf<C[D]> : never }
>;
