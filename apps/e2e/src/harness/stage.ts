import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FakeProvider, startFakeProvider } from '@parley/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type AppProcess, providersAt, startApp } from './app-process.ts';
import { launchBrowser } from './browser.ts';
import { password } from './script.ts';

/** A fresh installation, a fake provider and a browser. */
export interface Stage {
  fake: FakeProvider;
  browser: Browser;
  app(): AppProcess;
  /** Starts it again on the same data and port. */
  restart(): Promise<void>;
  /** A browser of its own, with a page. */
  open(options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

interface OpenOptions {
  isPhone?: boolean;
  isDark?: boolean;
  path?: string;
  context?: BrowserContext;
}

export async function createStage(env: Record<string, string> = {}): Promise<Stage> {
  const [fake, dataDir, browser] = await Promise.all([
    startFakeProvider({ paceMs: 5 }),
    mkdtemp(path.join(tmpdir(), 'parley-journey-')),
    launchBrowser(),
  ]);
  const start = (port = 0) => startApp({ dataDir, port, env: { ...providersAt(fake.url), ...env } });
  let app = await start();
  return {
    fake,
    browser,
    app: () => app,
    async restart() {
      const port = Number(new URL(app.url).port);
      await app.kill();
      app = await start(port);
    },
    async open({ isPhone = false, isDark = false, path: at = '/', context } = {}) {
      const own =
        context ??
        (await browser.newContext({
          viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
          hasTouch: isPhone,
          isMobile: isPhone,
          colorScheme: isDark ? 'dark' : 'light',
          locale: 'en-GB',
        }));
      const page = await own.newPage();
      await page.goto(`${app.url}${at}`);
      return page;
    },
    async close() {
      await browser.close();
      await Promise.all([app.stop(), fake.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const ada = { name: 'Ada Lovelace', email: 'ada@example.com' };

/** The first account of an installation, from its own page to the first chat. */
export async function createFirstAccount(page: Page, { name, email } = ada): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the password').fill(password);
  await page.getByRole('button', { name: 'Create the administrator account' }).click();
  await composer(page).waitFor();
}

export async function signIn(page: Page, { email } = ada): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await composer(page).waitFor();
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
export const questions = (page: Page) => page.getByRole('article', { name: /^Your message/ });
export const answers = (page: Page) => page.getByRole('article', { name: /^Answer from/ });
export const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop the answer' });

/** Enter sends where there is a keyboard; on a phone it breaks the line. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  const isTouch = await page.evaluate<boolean>('matchMedia("(pointer: coarse)").matches');
  if (isTouch) await page.getByRole('button', { name: 'Send message' }).click();
  else await composer(page).press('Enter');
}

/** Sends a message and waits until its answer is finished. */
export async function sayAndWait(page: Page, text: string): Promise<void> {
  const before = await answers(page).count();
  await say(page, text);
  await answers(page).nth(before).waitFor();
  await stopButton(page).waitFor({ state: 'detached' });
}
