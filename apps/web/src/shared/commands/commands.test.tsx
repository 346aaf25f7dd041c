import { fireEvent, render } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { type Command, commands, defineCommand, useCommands } from './command.ts';
import { isPressed } from './shortcut.ts';
import { useShortcuts } from './use-shortcuts.ts';

const press = (key: string, held: Partial<KeyboardEventInit> = {}) =>
  new KeyboardEvent('keydown', { key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key, ...held });

it.each([
  ['mod+k', press('k', { ctrlKey: true }), true],
  ['mod+k', press('k'), false],
  ['mod+k', press('k', { ctrlKey: true, shiftKey: true }), false],
  ['mod+shift+o', press('O', { ctrlKey: true, shiftKey: true }), true],
  ['?', press('?', { shiftKey: true }), true],
  ['escape', press('Escape'), true],
  ['mod+k', press('л', { ctrlKey: true, code: 'KeyK' }), true],
])('%s', (shortcut, event, expected) => expect(isPressed(shortcut, event, false)).toBe(expected));

it('uses Command on Apple devices', () => {
  expect(isPressed('mod+k', press('k', { metaKey: true }), true)).toBe(true);
  expect(isPressed('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
});

const aCommand = (given: Partial<Command>) =>
  defineCommand({ id: 'a', label: 'A', group: 'g', run: vi.fn<() => void>(), ...given });

function Page({ added }: { added: readonly Command[] }) {
  useShortcuts();
  useCommands(added);
  return <input aria-label="field" />;
}

beforeEach(() => commands.set([]));

it('runs a command by its keys while its component is there', () => {
  const command = aCommand({ shortcut: 'mod+j' });
  const page = render(<Page added={[command]} />);
  fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true });
  expect(command.run).toHaveBeenCalledOnce();
  page.unmount();
  fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true });
  expect(command.run).toHaveBeenCalledOnce();
});

it('does not take plain keys from somebody who is typing', () => {
  const plain = aCommand({ shortcut: '?' });
  const withMod = aCommand({ id: 'b', shortcut: 'mod+j' });
  const page = render(<Page added={[plain, withMod]} />);
  const field = page.getByLabelText('field');
  fireEvent.keyDown(field, { key: '?', shiftKey: true });
  fireEvent.keyDown(field, { key: 'j', ctrlKey: true });
  expect(plain.run).not.toHaveBeenCalled();
  expect(withMod.run).toHaveBeenCalledOnce();
  page.unmount();
});

it('passes over what makes no sense now', () => {
  const off = aCommand({ shortcut: 'mod+j', when: () => false });
  const page = render(<Page added={[off]} />);
  fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true });
  expect(off.run).not.toHaveBeenCalled();
  page.unmount();
});
