import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { createStore } from '../store.ts';

/** Something the reader can do. Menus, palette, keys and the list of shortcuts read the same object. */
export interface Command {
  id: string;
  /** Already in the reader's language. */
  label: string;
  group: string;
  icon?: ReactNode;
  /** Such as `mod+k`: `mod` is Command on Apple devices and Ctrl elsewhere. */
  shortcut?: string;
  /** Other words somebody may look for. */
  keywords?: string;
  /** Whether it makes sense now; yes unless said. */
  when?: () => boolean;
  /** Has no place in the palette: it needs no looking for. */
  isKeyOnly?: boolean;
  run: () => void;
}

export const defineCommand = (command: Command): Command => command;

/** Everything that can be done right now, by whoever is on the page. */
export const commands = createStore<readonly Command[]>([]);

function register(added: readonly Command[]): () => void {
  commands.set((now) => [...now, ...added]);
  return () => commands.set((now) => now.filter((command) => !added.includes(command)));
}

/** Offers commands while a component is on the page. The list must be memoised. */
export function useCommands(added: readonly Command[]): void {
  useEffect(() => register(added), [added]);
}

export const isOffered = (command: Command): boolean => command.when?.() ?? true;

/** Does what a command of this id would do, if it is there and makes sense now. */
export function runCommand(id: string): void {
  const command = commands.get().findLast((each) => each.id === id);
  if (command && isOffered(command)) command.run();
}
