import { cleanup, render, screen } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../i18n/i18n.ts';
import { Markdown } from './markdown.tsx';

beforeAll(async () => void (await startI18n()));
afterEach(cleanup);
// What React still has scheduled runs while there is a window.
afterAll(() => new Promise((resolve) => setTimeout(resolve, 100)));

const draw = (text: string, isStreaming = false) =>
  render(<Markdown text={text} isStreaming={isStreaming} />).container;

describe('what a model may not do', () => {
  it('write tags', () => {
    const page = draw('<img src=x onerror="alert(1)"><script>alert(2)</script> <b>not bold</b>');
    expect(page.querySelector('script, img, b')).toBeNull();
    expect(page.textContent).toContain('<script>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:alert(1)', 'file:///etc/passwd'])(
    'link to %s',
    (href) => {
      const page = draw(`[click](<${href}>)`);
      expect(page.querySelector('a')).toBeNull();
      expect(page.textContent).toContain('click');
    },
  );

  it('open a page that can reach back', () => {
    const link = draw('[docs](https://example.org)').querySelector('a');
    expect(link?.getAttribute('rel')).toContain('noopener');
    expect(link?.target).toBe('_blank');
  });

  it.each(['![x](https://tracker.example/p.png?q=1)', '![x][r]\n\n[r]: https://tracker.example/p.png'])(
    'load an image from outside: %s',
    (text) => {
      const page = draw(text);
      expect(page.querySelector('img')).toBeNull();
      expect(page.textContent).toContain('tracker.example');
    },
  );

  it('load an image that is a document', () => {
    expect(draw('![x](data:image/svg+xml,<svg/onload=alert(1)>)').querySelector('img')).toBeNull();
  });
});

describe('what it may', () => {
  it('name prices', () => expect(draw('It costs $5 and $10.').textContent).toBe('It costs $5 and $10.'));

  it.each(['$x^2$', '\\(x^2\\)', '$$x^2$$'])('write %s as mathematics', (text) => {
    expect(draw(`so ${text} it is`).textContent).toContain('x^2');
    expect(draw(`so ${text} it is`).textContent).not.toContain('$');
  });

  it('write tables, tasks and nested lists', () => {
    const page = draw('| a | b |\n| - | - |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n  - nested');
    expect(page.querySelectorAll('td')).toHaveLength(2);
    expect(page.querySelectorAll('input[type=checkbox]')).toHaveLength(2);
    expect(page.querySelector('li li')?.textContent).toBe('nested');
  });

  it('show code with its language, ready to copy', () => {
    const page = draw('```ts\nconst a = 1;\n```');
    expect(page.querySelector('pre')?.textContent).toBe('const a = 1;\n');
    expect(page.querySelector('figcaption')?.textContent).toContain('TypeScript');
    expect(screen.getAllByRole('button', { name: 'Copy code' }).length).toBeGreaterThan(0);
  });

  it('use the characters that HTML has names for', () =>
    expect(draw('a &amp; b &#8594; c').textContent).toBe('a & b → c'));
});

it('keeps finished paragraphs in place while the text grows', () => {
  const { container, rerender } = render(<Markdown text={'One.\n\nTw'} isStreaming />);
  const first = container.querySelector('p');
  rerender(<Markdown text={'One.\n\nTwo.\n\nThr'} isStreaming />);
  expect(container.querySelector('p')).toBe(first);
  expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(['One.', 'Two.', 'Thr']);
});
