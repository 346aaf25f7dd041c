import { describe, expect, it } from 'vitest';
import { ProviderError } from '@parley/providers';
import { cleanTitle } from './clean-title.ts';
import { aModel, finish, text, thought } from './testing/scripted-model.ts';
import { generateTitle, TITLE_INSTRUCTIONS_HEAD } from './title.ts';

const input = { modelName: 'small', question: 'How do tides work?', answer: 'The moon pulls.' };

describe('a title', () => {
  it('is asked for once, with what was said', async () => {
    const model = aModel([thought('Hm'), text('**Tides and'), text(' the Moon**'), finish]);
    expect(await generateTitle({ ...input, model })).toBe('Tides and the Moon');
    expect(model.requests).toHaveLength(1);
    const [request] = model.requests;
    expect(request).toMatchObject({ model: 'small', parameters: {} });
    expect(request?.instructions?.split('\n')[0]).toBe(TITLE_INSTRUCTIONS_HEAD);
    expect(JSON.stringify(request?.messages)).toMatch(/How do tides work\?.*The moon pulls\./);
  });

  it('is asked for with the beginning of long texts only', async () => {
    const model = aModel([text('Long'), finish]);
    await generateTitle({ ...input, model, answer: '👋'.repeat(1_000_000) });
    const sent = JSON.stringify(model.requests[0]?.messages);
    expect(sent.length).toBeLessThan(10_000);
    expect(sent).not.toMatch(/\\ud/i);
  });

  it('fails when the model fails', async () => {
    const model = aModel([new ProviderError('down', 'Down.')]);
    await expect(generateTitle({ ...input, model })).rejects.toMatchObject({ code: 'down' });
  });

  it('is not waited for long, whether or not the model takes notice', async () => {
    for (const step of ['hang', 'deaf'] as const) {
      const model = aModel([text('Ti'), step]);
      await expect(generateTitle({ ...input, model, timeoutMs: 20 })).rejects.toBeInstanceOf(Error);
      expect(model.signals[0]?.aborted).toBe(true);
    }
  });

  it('is given up when the caller leaves', async () => {
    const leaving = new AbortController();
    const titled = generateTitle({ ...input, model: aModel(['deaf']), signal: leaving.signal });
    leaving.abort();
    await expect(titled).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('cleaning a title', () => {
  it.each([
    ['<think>What to say?</think>Tides', 'Tides'],
    ['<thinking>a\nb</thinking>\n\nTides <THINK>more</THINK>', 'Tides'],
    ['forgot the first tag</think> Tides', 'Tides'],
    ['Tides <think>forgot the last tag', 'Tides'],
    ['<think>only thoughts', 'Untitled Conversation'],
    ['  Tides \n\n and\tthe   Moon ', 'Tides and the Moon'],
    ['"Tides"', 'Tides'],
    ['“Tides”', 'Tides'],
    ['„Gezeiten“', 'Gezeiten'],
    ['「潮汐」', '潮汐'],
    ['"Tides" and "Moons"', '"Tides" and "Moons"'],
    ["The Moon's Tides", "The Moon's Tides"],
    ['# Tides', 'Tides'],
    ['C# and F#', 'C# and F#'],
    ['**Title:** "Tides"', 'Tides'],
    ['**Title: Tides**', 'Tides'],
    ['Title: **Tides**', 'Tides'],
    ['title： 潮汐', '潮汐'],
    ['`Tides`', 'Tides'],
    ['Use of `map` and `filter`', 'Use of `map` and `filter`'],
    ['Ti\0des \uD83D', 'Tides \uFFFD'],
    ['', 'Untitled Conversation'],
    ['""', 'Untitled Conversation'],
    ['** **', 'Untitled Conversation'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanTitle(given)).toBe(cleaned);
  });

  it('cuts what is too long, counting code points', () => {
    expect(cleanTitle('x'.repeat(200))).toBe('x'.repeat(200));
    expect(cleanTitle('x'.repeat(201))).toBe(`${'x'.repeat(197)}...`);
    expect(cleanTitle('👋'.repeat(201))).toBe(`${'👋'.repeat(197)}...`);
  });

  it('does not cut through what people see as one character', () => {
    const family = '👨‍👩‍👧';
    const cut = cleanTitle(family.repeat(60));
    expect(cut).toBe(`${family.repeat(39)}...`);
  });
});
