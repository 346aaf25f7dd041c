import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  answers,
  composer,
  createFirstAccount,
  createStage,
  questions,
  say,
  sayAndWait,
  signIn,
  type Stage,
  stopButton,
} from '../harness/stage.ts';

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await createStage();
  page = await stage.open();
});
afterEach(() => stage.fake.reset());
afterAll(() => stage.close());

const newChat = () => page.goto(`${stage.app().url}/c/new`).then(() => composer(page).waitFor());
const words = 'Slowly, one word after another, an answer appears on the page.';
const slowly = [{ type: 'text' as const, text: words, chunk: 2, paceMs: 40 }];
const textOf = (index = -1) => answers(page).nth(index).innerText();

describe('a newcomer', () => {
  test('creates the first account and gets an answer', async () => {
    await createFirstAccount(page);
    await sayAndWait(page, 'Hello there');
    expect(await questions(page).first().innerText()).toContain('Hello there');
    expect(await textOf()).toContain('You said: “Hello there”');
    expect(await answers(page).first().locator('strong').innerText()).toBe('Markdown');
    expect(page.url()).toMatch(/\/c\/[0-9a-f-]{36}$/);
  });

  test('finds the conversation under a title, and after a reload as it was', async () => {
    const link = page.getByRole('navigation').getByRole('link', { name: /hello/i });
    await link.waitFor();
    await page.reload();
    await answers(page).first().waitFor();
    expect(await textOf()).toContain('You said: “Hello there”');
    expect(await link.getAttribute('href')).toBe(new URL(page.url()).pathname);
  });

  test('signs out and in again', async () => {
    const elsewhere = await stage.open({ path: '/login' });
    await elsewhere.getByLabel('Email').fill('ada@example.com');
    await elsewhere.getByLabel('Password', { exact: true }).fill('not the password');
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.getByText('The email or the password is not right.').waitFor();
    await signIn(elsewhere);
    const found = elsewhere.getByRole('navigation').getByRole('link', { name: /hello/i });
    await expect.poll(() => found.count(), { timeout: 10_000 }).toBe(1);
    await elsewhere.context().close();
  });
});

describe('while an answer is written', () => {
  test('a reload and a second tab show the same stream, without gap or repeat', async () => {
    await newChat();
    stage.fake.enqueue(slowly);
    await say(page, 'Speak slowly');
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('Slowly');
    const second = await stage.open({ path: new URL(page.url()).pathname, context: page.context() });
    await page.reload();
    for (const tab of [page, second]) {
      await expect.poll(() => answers(tab).last().innerText(), { timeout: 15_000 }).toContain(words);
      await stopButton(tab).waitFor({ state: 'detached' });
      expect((await answers(tab).last().innerText()).split('Slowly').length - 1).toBe(1);
    }
    await second.close();
  });

  test('Escape stops it; what was written stays and can be continued', async () => {
    await newChat();
    stage.fake.enqueue([...slowly, { type: 'stall' }]);
    await say(page, 'Go on for ever');
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('Slowly');
    await composer(page).press('Escape');
    await page.getByText('You stopped this answer.').waitFor();
    expect(await (await stage.fake.received(1)).ended).toBe('disconnected');
    stage.fake.enqueue([{ type: 'text', text: ' And that was that.' }]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => textOf(), { timeout: 10_000 }).toMatch(/Slowly[\s\S]*And that was that\./);
  });

  test('a killed server loses nothing that was shown, and the page comes back by itself', async () => {
    await newChat();
    stage.fake.enqueue([{ type: 'text', text: 'These words were shown.' }, { type: 'stall' }]);
    await say(page, 'Will this survive?');
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('These words were shown.');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await stage.restart();
    await page.getByText('This answer was interrupted.').waitFor({ timeout: 30_000 });
    expect(await textOf()).toContain('These words were shown.');
    expect(await questions(page).last().innerText()).toContain('Will this survive?');
    stage.fake.reset();
    await sayAndWait(page, 'It did');
    expect(await textOf()).toContain('You said: “It did”');
  });

  test('an error stands in the thread, in words, and can be tried again', async () => {
    await newChat();
    stage.fake.enqueue([{ type: 'http-error', status: 401 }]);
    await say(page, 'This will fail');
    await page.getByText(/key/i).first().waitFor();
    stage.fake.enqueue([{ type: 'text', text: 'Now it works.' }]);
    await page
      .getByRole('button', { name: /try again|answer again/i })
      .first()
      .click();
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('Now it works.');
  });
});

describe('versions', () => {
  test('answering again makes a sibling, and both stay', async () => {
    await newChat();
    stage.fake.enqueue([{ type: 'text', text: 'First version.' }]);
    await sayAndWait(page, 'Tell me something');
    stage.fake.enqueue([{ type: 'text', text: 'Second version.' }]);
    await answers(page).last().hover();
    await answers(page).last().getByRole('button', { name: 'Answer again' }).click();
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('Second version.');
    await stopButton(page).waitFor({ state: 'detached' });
    await answers(page).last().getByRole('button', { name: 'Previous version' }).click();
    await expect.poll(() => textOf()).toContain('First version.');
    await page.reload();
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('First version.');
  });

  test('an edited question is a new branch', async () => {
    await questions(page).first().hover();
    await questions(page).first().getByRole('button', { name: 'Edit message' }).click();
    const field = questions(page).first().getByRole('textbox');
    await field.fill('Tell me something else');
    await questions(page).first().getByRole('button', { name: /^Send/ }).click();
    await expect.poll(() => textOf(), { timeout: 10_000 }).toContain('You said: “Tell me something else”');
    await stopButton(page).waitFor({ state: 'detached' });
    await questions(page).first().getByRole('button', { name: 'Previous version' }).click();
    await expect.poll(() => textOf()).toContain('First version.');
  });
});

describe('the composer', () => {
  test('a message sent before the page knows its models goes out when it does', async () => {
    await page.route(/\/trpc\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue().catch(() => undefined);
    });
    await newChat();
    await say(page, 'Quick fingers');
    await expect.poll(() => textOf(), { timeout: 15_000 }).toContain('You said: “Quick fingers”');
    await page.unroute(/\/trpc\//);
  });

  test('a draft survives another chat and a reload', async () => {
    await newChat();
    await composer(page).fill('Half a thought');
    await page.reload();
    await composer(page).waitFor();
    expect(await composer(page).inputValue()).toBe('Half a thought');
    await composer(page).fill('');
  });

  test('Shift and Enter breaks the line, Enter while composing sends nothing', async () => {
    await newChat();
    await composer(page).fill('One');
    await composer(page).press('Shift+Enter');
    await composer(page).pressSequentially('Two');
    await composer(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 });
    expect(await composer(page).inputValue()).toBe('One\nTwo');
    expect(await questions(page).count()).toBe(0);
    await composer(page).fill('');
  });
});
