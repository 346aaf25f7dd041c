import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';

const source = new URL('../', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.startsWith('locales/'))
  .map((name) => ({ name, text: readFileSync(new URL(name, source), 'utf8') }));
const code = files.map(({ text }) => text).join('\n');

const keys = flatten(en);
/** `tokens_one` and `tokens_other` are what `tokens` is called with. */
const plain = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

function flatten(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flatten(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

describe('English', () => {
  const known = new Set(keys.map(plain));

  it('has every key the page asks for', () => {
    const asked = [
      ...code.matchAll(/\b(?:t|say)\(\s*['"]([\w.]+)['"]|i18nKey="([\w.]+)"|(?<!\bid): '((?:errors|chat)\.[\w.]+)'/g),
    ];
    const missing = asked
      .map(([, call, trans, table]) => call ?? trans ?? table ?? '')
      .filter((key) => !known.has(key));
    expect(asked.length).toBeGreaterThan(150);
    expect(missing).toEqual([]);
  });

  it('has every family of keys the page builds', () => {
    const built = [...code.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)].map(([, family]) => family ?? '');
    const missing = built.filter((family) => !keys.some((key) => key.startsWith(`${family}.`)));
    expect(missing).toEqual([]);
  });

  it('has no key that nobody asks for', () => {
    const families = [...code.matchAll(/`([\w.]+)\.\$\{/g)].map(([, family]) => `${family}.`);
    const isAsked = (key: string) =>
      code.includes(`'${key}'`) || code.includes(`"${key}"`) || families.some((family) => key.startsWith(family));
    expect(keys.filter((key) => !isAsked(plain(key)))).toEqual([]);
  });
});

describe('other languages', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'en')
    .map(({ name }) => name);

  it.each(['en', ...folders])('%s has the files of English, and no others', (folder) => {
    const listed = (name: string) => readdirSync(new URL(`./${name}/`, import.meta.url)).toSorted();
    expect(listed(folder)).toEqual(listed('en'));
  });
});

describe('the page', () => {
  /** Text between tags, and attributes that are read or shown, written out instead of asked for. */
  const literal = />\s*([A-Z][a-z]+(?: [\w’',.]+)*)\s*<\/|\b(?:aria-label|title|placeholder|alt)="([^"]*[a-z][^"]*)"/g;
  /** The product's own name is the same everywhere. */
  const allowed = new Set(['Parley']);

  it('says nothing that cannot be translated', () => {
    const drawn = files.filter(({ name }) => name.endsWith('.tsx'));
    const found = drawn.flatMap(({ name, text }) =>
      [...text.matchAll(literal)]
        .map(([, between, attribute]) => between ?? attribute ?? '')
        .filter((words) => !allowed.has(words))
        .map((words) => `${name}: ${words}`),
    );
    expect(found).toEqual([]);
  });
});
