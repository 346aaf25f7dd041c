import type { Operation, TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { type ParleyError, toParleyError } from './parley-error.ts';
import type { ParleySession } from './session.ts';

const LONGEST_PAUSE_MS = 10_000;
/** A server that fails this often in a row will not get better by asking. */
const MOST_FAILURES = 5;

/**
 * Renews the session once when a call is refused, and keeps subscriptions going through everything that may pass. In
 * place of tRPC's `retryLink`, which can neither wait for a refresh nor start counting afresh after a success.
 */
export function sessionLink<R extends AnyTRPCRouter>(session: ParleySession): TRPCLink<R> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let lastEventId: string | null = null;
        let wasRecovered = false;
        let failures = 0;
        let isLeft = false;
        let timer: ReturnType<typeof setTimeout> | undefined;
        let current: { unsubscribe(): void } | undefined;

        const attempt = () => {
          const generation = session.generation();
          current = next(resumed(op, lastEventId)).subscribe({
            next(envelope) {
              const { result } = envelope;
              if (result.type === undefined || result.type === 'data') {
                [wasRecovered, failures] = [false, 0];
                if ('id' in result && typeof result.id === 'string') lastEventId = result.id;
              }
              observer.next(envelope);
            },
            error: (error) => void settle(toParleyError(error), generation),
            complete: () => observer.complete(),
          });
        };

        const settle = async (error: ParleyError, generation: number) => {
          let canPass = mayPass(error, failures);
          if (error.code === 'unauthorized' && !wasRecovered && !isSignIn(op)) {
            const state = await session.recover(generation);
            if (isLeft) return;
            wasRecovered = state !== 'unreachable';
            if (state === 'signed-in') return attempt();
            canPass = state === 'unreachable';
          }
          if (op.type !== 'subscription' || !canPass) return observer.error(error);
          failures += 1;
          timer = setTimeout(attempt, pauseBefore(failures));
        };

        attempt();
        return () => {
          isLeft = true;
          clearTimeout(timer);
          current?.unsubscribe();
        };
      });
}

/** A refused sign-in means wrong credentials, which no refresh mends. */
const isSignIn = ({ path }: Operation): boolean => path.startsWith('auth.');

function resumed(op: Operation, lastEventId: string | null): Operation {
  return lastEventId === null ? op : { ...op, input: { ...Object(op.input), lastEventId } };
}

function mayPass({ code }: ParleyError, failures: number): boolean {
  if (code === 'network' || code === 'unavailable' || code === 'rate_limited') return true;
  return code === 'internal' && failures < MOST_FAILURES - 1;
}

/** Doubles from a third of a second; the random part keeps the tabs of many readers from coming back at once. */
function pauseBefore(failures: number): number {
  const pause = Math.min(300 * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return pause * (0.75 + Math.random() / 2);
}
