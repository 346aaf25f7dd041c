import { Autocomplete as Base } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { optionClass } from './surface.tsx';

export interface FilterGroup<T> {
  label: string;
  items: readonly T[];
}

export interface FilterListProps<T extends { id: string }> {
  label: string;
  placeholder: string;
  /** Shown when nothing matches. */
  empty: ReactNode;
  groups: readonly FilterGroup<T>[];
  /** Everything a typed word may match. */
  toText: (item: T) => string;
  renderItem: (item: T) => ReactNode;
  onPick: (item: T) => void;
  footer?: ReactNode;
}

/** Every word typed must occur, in any order, whatever its case or accents. */
function matches(text: string, query: string): boolean {
  const plain = fold(text);
  return fold(query)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A field and the list it filters; arrows move, Enter picks. Goes inside a dialog or popover. */
export function FilterList<T extends { id: string }>(props: FilterListProps<T>) {
  const groups = props.groups.map((group) => ({ value: group.label, items: group.items }));
  return (
    <Base.Root
      open
      inline
      items={groups}
      filter={(item: T, query) => matches(props.toText(item), query)}
      itemToStringValue={props.toText}
      autoHighlight="always"
      keepHighlight
    >
      <div className="border-line flex shrink-0 items-center gap-2.5 border-b px-4">
        <Search size={17} className="text-faint shrink-0" aria-hidden="true" />
        <Base.Input
          autoFocus
          aria-label={props.label}
          placeholder={props.placeholder}
          className="text-ui h-12 w-full bg-transparent outline-none"
        />
      </div>
      <div className="pane min-h-0 flex-1 p-1.5">
        <Base.Empty>
          <div className="text-faint text-ui px-3 py-6 text-center">{props.empty}</div>
        </Base.Empty>
        <Base.List>
          {(group: { value: string; items: readonly T[] }) => (
            <Base.Group key={group.value} items={group.items} className="not-last:mb-2">
              <Base.GroupLabel className="text-faint text-meta px-2.5 pt-2 pb-1">{group.value}</Base.GroupLabel>
              <Base.Collection>
                {(item: T) => (
                  <Base.Item key={item.id} value={item} onClick={() => props.onPick(item)} className={optionClass}>
                    {props.renderItem(item)}
                  </Base.Item>
                )}
              </Base.Collection>
            </Base.Group>
          )}
        </Base.List>
      </div>
      {props.footer}
    </Base.Root>
  );
}
