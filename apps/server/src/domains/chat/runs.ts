import { type ProviderStates, run as runAgent } from '@parley/agents';
import type { RunError } from '@parley/data-provider';
import { newId } from '@parley/db';
import type { Services } from '../../services.ts';
import { messageStore } from '../messages/index.ts';
import { buildModelRequest } from './model-request.ts';
import { closeOrphans } from './orphans.ts';
import type { Launch, Runs } from './port.ts';
import { createRunStore, settleRun } from './run-store.ts';
import { createSaveBatch } from './save-batch.ts';
import * as store from './store.ts';
import { titleConversation, titleRun } from './title.ts';

/** Late readers still get a finished run's events for this long; of a failed one longer, to learn why. */
const keptMs = 60_000;
const keptFailedMs = 5 * 60_000;
const heartbeatMs = 2500;
/** How long the end of an answer waits for a database that is away. */
const settleMs = 10 * 60_000;
/** How long an abort waits for the run to end, here or in another process. */
const abortWaitMs = 3000;

const unexpected: RunError = {
  code: 'unknown',
  message: 'The answer could not be written. Try again.',
  retryable: true,
};

export function createRuns(services: Omit<Services, 'runs'>, { isAlone }: { isAlone: boolean }): Runs {
  const { db, log, runLog } = services;
  const instanceId = newId();
  const active = new Map<string, Promise<void>>();
  const saveDraft = createSaveBatch(db);
  let draining = false;

  let failedAt = -Infinity;
  const upkeep = async () => {
    if (active.size > 0) await store.beat(db, instanceId);
    // After an outage others look dead only because they could not say that they live.
    if (performance.now() - failedAt < store.staleAfterMs) return;
    await closeOrphans(services, { id: instanceId, isAlone, activeIds: [...active.keys()] });
  };
  const reportUpkeep = (error: unknown) => {
    failedAt = performance.now();
    log.warn({ error }, 'Run upkeep failed; it is tried again.');
  };
  void upkeep().catch(reportUpkeep);
  const heartbeat = setInterval(() => void upkeep().catch(reportUpkeep), heartbeatMs).unref();

  const refuse = async (run: store.NewRun, error: RunError) => {
    const settled = await settleRun(db, run, { outcome: 'failed', message: null, providerState: null, error });
    const conversation = settled === 'gone' ? null : settled.conversation;
    await runLog.append(run.id, [{ type: 'run-end', outcome: 'failed', responseMessage: null, conversation, error }]);
    await runLog.expire(run.id, keptFailedMs);
  };

  /** The answer's row was made when the turn was stored; when no model is asked there is nothing to keep. */
  const takeBack = async (run: store.NewRun, error: RunError) => {
    await messageStore.removeAnswer(db, { userId: run.userId, messageId: run.responseMessageId });
    await refuse(run, error);
  };

  const perform = async ({ run, opening, question, plan, resolved, parameters, isFirstTurn, isTemporary }: Launch) => {
    const built = await buildModelRequest(db, { ...run, model: run.model ?? '', question, plan, parameters });
    if ('tooLong' in built) return takeBack(run, tooLong(built.tooLong));
    const { type: _, runId, ...seed } = opening;
    const kept = plan.kind === 'go-on' ? plan.from.providerState : null;
    const outcome = await runAgent({
      runId,
      seed,
      ...(kept ? { providerState: kept as unknown as ProviderStates } : {}), // written by the run store
      model: resolved.model,
      request: built.request,
      log: runLog,
      store: createRunStore(db, run, saveDraft),
      limits: { settleMs },
      report: ({ step, error }) => log.warn({ error, step, runId: run.id }, 'A run met trouble and went on.'),
    });
    // Nothing of it is stored, but whoever deletes the conversation waits for the run to be over.
    if (outcome === 'deleted') await store.end(db, run.id, { outcome });
    await runLog.expire(run.id, outcome === 'complete' ? keptMs : keptFailedMs);
    if (outcome !== 'complete' || !isFirstTurn || isTemporary) return;
    await titleRun(db, run, resolved).catch((error: unknown) =>
      log.warn({ error, runId: run.id }, 'No title was found.'),
    );
  };

  return {
    instanceId,
    refuse,
    launch(launch) {
      const { run } = launch;
      const work = perform(launch)
        .catch((error: unknown) => {
          log.error({ error, runId: run.id }, 'A run broke.');
          return refuse(run, unexpected);
        })
        .catch((error: unknown) =>
          log.error({ error, runId: run.id }, 'A broken run could not be closed; the upkeep will.'),
        )
        .finally(() => active.delete(run.id));
      active.set(run.id, work);
    },
    async abortConversation(conversationId, reason) {
      const running = await store.listRunningByConversation(db, conversationId);
      await Promise.all(running.map((run) => runLog.requestAbort(run.id, reason)));
      // Only those: another turn may have begun meanwhile.
      const asked = new Set(running.map(({ id }) => id));
      const isOver = async () =>
        !(await store.listRunningByConversation(db, conversationId)).some(({ id }) => asked.has(id));
      const deadline = Date.now() + abortWaitMs;
      for (;;) {
        if (await isOver()) return true;
        if (Date.now() >= deadline) return false;
        await wait(25);
      }
    },
    title: (userId, conversationId) => titleConversation(services, userId, conversationId),
    isDraining: () => draining,
    async drain(withinMs) {
      draining = true;
      await Promise.race([Promise.all(active.values()), wait(withinMs)]);
      await Promise.all([...active.keys()].map((id) => runLog.requestAbort(id, 'shutdown')));
      await Promise.race([Promise.all(active.values()), wait(5000)]);
      clearInterval(heartbeat);
    },
  };
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const tooLong = ({ tokens, window }: { tokens: number; window: number }): RunError => ({
  code: 'context_length',
  message: 'This message is too long for the model. Shorten it, or choose a model that reads more.',
  retryable: false,
  wire: JSON.stringify({ type: 'INPUT_LENGTH', info: `${tokens} / ${window}` }),
});
