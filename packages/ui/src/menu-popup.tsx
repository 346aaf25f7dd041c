import { Menu as Base } from '@base-ui/react/menu';
import { cx } from './cx.tsx';
import { focusBack } from './focus-back.tsx';
import { Kbd } from './kbd.tsx';
import type { MenuAction, MenuEntry, MenuPopupProps } from './menu.tsx';
import { optionClass, popupClass } from './surface.tsx';

export function MenuPopup({ isOpen, onOpenChange, anchor, entries, side = 'bottom', align = 'end' }: MenuPopupProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            finalFocus={focusBack(anchor)}
            className={cx(popupClass, 'pane max-h-(--available-height) max-w-[calc(100vw-1rem)] min-w-52 p-1')}
          >
            {entries.map((entry, i) => (
              <Entry key={'label' in entry ? entry.label : i} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <Base.Separator className="bg-line mx-2 my-1 h-px" />;
  if (entry.kind === 'note') return <p className="text-faint text-meta truncate px-2.5 py-1.5">{entry.text}</p>;
  return <Action action={entry} />;
}

function Action({ action }: { action: MenuAction }) {
  const { icon, label, keys, isDanger = false, isDisabled = false, onSelect } = action;
  return (
    <Base.Item onClick={onSelect} disabled={isDisabled} className={cx(optionClass, isDanger && 'text-danger')}>
      {icon && <span className={cx('shrink-0', !isDanger && 'text-faint')}>{icon}</span>}
      <span className="flex-1">{label}</span>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  );
}
