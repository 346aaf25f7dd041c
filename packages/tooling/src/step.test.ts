import { expect, test } from 'vitest';
import { closingLine, failed, inOrder, passed, skipped, together } from './step.mjs';
import { summarise } from './vitest.mjs';

const step = (name: string, run: () => Promise<ReturnType<typeof passed>>) => ({ name, run });

test('a step that throws is a failure, and the next one still runs', async () => {
  const lines: string[] = [];
  const steps = [
    step('breaks', () => Promise.reject(new Error('thrown'))),
    step('fails', async () => failed('bad', 'the output')),
    step('is left out', async () => skipped('nothing to do')),
    step('passes', async () => passed()),
  ];
  const counts = await inOrder(steps, (line) => lines.push(line));
  expect(closingLine(counts)).toBe('1 passed, 2 failed, 1 skipped');
  expect(lines.map((line) => line.split(/ +/).slice(0, 2).join(' ').split('\n')[0])).toEqual([
    'FAIL breaks',
    'Error: thrown',
    'FAIL fails',
    'the output',
    'skip is',
    'ok passes',
  ]);
});

test('lanes are added up, and nothing skipped is not mentioned', async () => {
  const lane = () => inOrder([step('passes', async () => passed())], () => undefined);
  expect(closingLine(await together([lane(), lane()]))).toBe('2 passed, 0 failed');
});

const good = { ok: true, output: '', reason: '' };
const bad = { ok: false, output: 'why', reason: 'exit code 1' };
const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

test('tests are counted by what became of them', () => {
  const report = { testResults: [file('passed', 'passed', 'failed'), file('pending', 'todo')] };
  expect(summarise(bad, report)).toMatchObject({ passed: 2, failed: 1, skipped: 2, output: 'why' });
});

test.each([
  ['a run without a report', good, null],
  ['a run without a test', good, { testResults: [] }],
  ['a run with nothing but skipped tests', good, { testResults: [file('pending')] }],
  [
    'a file that could not be loaded',
    bad,
    { testResults: [file('passed'), { status: 'failed', assertionResults: [] }] },
  ],
  ['an error outside every test', bad, { testResults: [file('passed')] }],
])('%s is one failure', (_, result, report) => {
  expect(summarise(result, report).failed).toBe(1);
});
