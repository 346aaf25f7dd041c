import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, parseOklch } from './contrast.ts';

const css = ['tokens.css', 'code.css'].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');
const themes = ['light', 'dark'] as const;

function colour(name: string, theme: (typeof themes)[number]) {
  const found = new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(css);
  const value = found?.[theme === 'light' ? 1 : 2];
  if (value === undefined) throw new Error(`No colour ${name}`);
  return parseOklch(value);
}

/** What is written on what. */
const text: Record<string, readonly string[]> = {
  paper: ['ink', 'soft', 'faint', 'accent', 'danger', 'caution', 'good'],
  shade: ['ink', 'soft', 'faint', 'accent', 'danger'],
  card: ['ink', 'soft', 'faint', 'accent', 'danger', 'caution', 'good'],
  well: ['ink', 'soft', 'faint', 'accent'],
  ink: ['paper'],
  accent: ['on-accent'],
  'accent-strong': ['on-accent'],
  'accent-soft': ['ink', 'soft', 'accent-ink'],
  danger: ['on-danger'],
  'danger-soft': ['ink', 'danger-ink'],
  'caution-soft': ['ink', 'caution-ink'],
  code: [
    'ink',
    'faint',
    'code-keyword',
    'code-string',
    'code-number',
    'code-name',
    'code-type',
    'code-comment',
    'danger',
  ],
};

/** Outlines of things that can be operated, and focus rings. */
const shapes: Record<string, readonly string[]> = {
  paper: ['edge', 'accent'],
  card: ['edge', 'accent'],
  shade: ['edge', 'accent'],
};

describe.each(themes)('%s colours', (theme) => {
  it.each(pairs(text))('%s carries %s as text', (ground, ink) => {
    expect(contrast(colour(ground, theme), colour(ink, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(shapes))('%s shows %s as a shape', (ground, shape) => {
    expect(contrast(colour(ground, theme), colour(shape, theme))).toBeGreaterThanOrEqual(3);
  });
});

function pairs(table: Record<string, readonly string[]>): [string, string][] {
  return Object.entries(table).flatMap(([ground, inks]) => inks.map((ink): [string, string] => [ground, ink]));
}
