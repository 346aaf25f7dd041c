import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { answers, composer, createFirstAccount, createStage, sayAndWait, signIn, type Stage } from './harness/stage.ts';

/** Makes the pictures of the README and of a design review: `node src/screenshots.ts [folder]`. */
const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../../docs/images'));
const isReview = process.argv[2] !== undefined;

const answer = `A resumable stream needs three things:

1. **A numbered log.** Every event of an answer gets the next number, whoever is listening.
2. **A position.** A reader says which number it saw last and gets everything after it, then what is new.
3. **Storage close behind.** What was shown is kept, so a crash costs at most the last second.

\`\`\`ts
for await (const { seq, event } of log.read(runId, after)) {
  message = applyEvent(message, event); // the same fold on the server and on the page
}
\`\`\`

| Reader | Sees |
| --- | --- |
| a second tab | the same stream, from the beginning |
| a phone that slept | what it missed, then what is new |

So $n$ readers cost $O(n)$ reads and no queue at all.`;

const shot = async (page: Page, name: string) => {
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

async function conversation(stage: Stage, page: Page): Promise<void> {
  stage.fake.enqueue([
    {
      type: 'reasoning',
      text: 'The reader asks for the idea, not for the code. A log with positions explains it best.',
      chunk: 12,
      paceMs: 40,
    },
    { type: 'text', text: answer },
    { type: 'usage', inputTokens: 48, outputTokens: 212 },
  ]);
  await sayAndWait(page, 'How does a chat answer survive a reload while it is still being written?');
  await answers(page).last().locator('table').waitFor();
}

await mkdir(folder, { recursive: true });
const stage = await createStage();
const first = await stage.open();
await first.getByRole('button', { name: 'Create the administrator account' }).waitFor();
if (isReview) await shot(first, 'register-light');
await createFirstAccount(first);
for (const question of [
  'Plan a week in Lisbon',
  'Why is the sky dark at night?',
  'Explain foreign keys to a child',
  'Draft a letter to the landlord',
]) {
  await first.goto(`${stage.app().url}/c/new`);
  await composer(first).waitFor();
  await sayAndWait(first, question);
}
await first.context().close();

for (const theme of ['light', 'dark'] as const) {
  for (const device of ['desktop', 'phone'] as const) {
    if (!isReview && device === 'phone') continue;
    const page = await stage.open({ path: '/login', isDark: theme === 'dark', isPhone: device === 'phone' });
    const name = (state: string) => (isReview ? `${state}-${theme}-${device}` : `${state}-${theme}`);
    await page.getByLabel('Email').waitFor();
    if (isReview) await shot(page, name('login'));
    await signIn(page);
    if (isReview) await shot(page, name('empty'));
    await conversation(stage, page);
    await page.mouse.wheel(0, -4000);
    await shot(page, name('chat'));
    if (isReview) {
      await page.mouse.wheel(0, 8000);
      await shot(page, name('chat-end'));
      if (device === 'phone') {
        await page.getByRole('button', { name: 'Show conversations' }).click();
        await shot(page, name('drawer'));
        await page.keyboard.press('Escape');
      } else {
        await page.keyboard.press('Control+k');
        await shot(page, name('palette'));
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: /^Model:/ }).click();
        await shot(page, name('models'));
        await page.keyboard.press('Escape');
        stage.fake.enqueue(
          [{ type: 'http-error', status: 429, body: {} }],
          [{ type: 'http-error', status: 429 }],
          [{ type: 'http-error', status: 429 }],
        );
        await composer(page).fill('This will be refused');
        await composer(page).press('Enter');
        await page
          .getByText(/provider|busy|limit|too many/i)
          .last()
          .waitFor();
        await page.waitForTimeout(4000);
        await shot(page, name('error'));
      }
    }
    await page.context().close();
  }
}
await stage.close();
