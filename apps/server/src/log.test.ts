import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(fields: object): string {
  const lines: string[] = [];
  createLog('info', { write: (line: string) => void lines.push(line) }).warn(fields, 'x');
  return lines.join('');
}

test.each(['error', 'err'])('an %s says what went wrong and where', (key) => {
  const error = new TypeError('It broke.', {
    cause: Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' }),
  });
  expect(JSON.parse(logged({ [key]: error }))).toMatchObject({
    [key]: {
      type: 'TypeError',
      message: 'It broke.',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'The disk is full.', code: 'ENOSPC' },
    },
  });
});

test.each([
  ['a key', new Error('Incorrect API key provided: sk-canary-openai')],
  ['a bearer token', new Error('sent Authorization: Bearer canary.canary')],
  ['a password in an address', new Error('connect redis://default:canary@cache:6379')],
  [
    'fields beside the message',
    Object.assign(new Error('x'), { detail: 'Failing row contains (canary)', meta: { prompt: 'canary' } }),
  ],
  ['what follows a long beginning', new Error(`${'x'.repeat(1000)}canary`)],
])('%s stays out of the log', (_, error) => {
  expect(logged({ error })).not.toContain('canary');
});
