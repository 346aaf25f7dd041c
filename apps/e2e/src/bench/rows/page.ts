import { launchBrowser } from '../../harness/browser.ts';
import { password } from '../../harness/script.ts';
import { round, type Row } from '../row.ts';
import { gzipSync } from 'node:zlib';

const budgetKb = 250;

/** JavaScript that the first usable chat page loads, gzip, as a browser that is signed in fetches it. */
export async function pageSize(url: string): Promise<Row> {
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`${url}/login`);
  await page.getByLabel(/email/i).fill('ada@example.com');
  await page.getByLabel(/^password$/i).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /message/i }).waitFor();
  // Loaded afresh, so that only what this page needs is counted.
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto(`${url}/c/new`);
  await page.getByRole('textbox', { name: /message/i }).waitFor();
  const bodies = await Promise.all(scripts.values());
  const kb = bodies.reduce((sum, body) => sum + gzipSync(body).byteLength, 0) / 1000;
  return {
    what: 'JavaScript of the first usable chat page, gzip',
    measured: `${round(kb, 0)} kB in ${bodies.length} files`,
    budget: `≤ ${budgetKb} kB`,
    isMet: kb <= budgetKb,
    details: { kb, files: bodies.length },
  };
}
