export type { Conversation, Turn } from './conversation.ts';
export { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
export type { ExchangeEnd, RecordedRequest } from './record.ts';
export type { ContentStep, FakeFinishReason, Script, Step, TransportStep, UsageStep } from './script.ts';
export { startFakeProvider, type FakeProvider, type FakeProviderOptions } from './server.ts';
