export * from './log/port.ts';
export * from './log/memory.ts';
export * from './log/redis.ts';
