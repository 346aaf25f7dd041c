export { defaultRunLimits, type RunLimits } from './limits.ts';
export { createMemoryRunLog, type MemoryRunLogOptions } from './log/memory.ts';
export type { AbortReason, LoggedEvent, ReadEnd, RunLog } from './log/port.ts';
export type { ProviderStates, ReportProblem, RunProblem, RunStore, SettledRun } from './port.ts';
export { batchSize as logPortion } from './log/window.ts';
export { openRun, run, type RunInput, type RunSeed } from './run.ts';
export { generateTitle, TITLE_INSTRUCTIONS_HEAD, type TitleInput } from './title.ts';
