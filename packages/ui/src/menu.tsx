import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.tsx';
import { Kbd } from './kbd.tsx';
import { optionClass, popupClass } from './surface.tsx';

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  onOpenChange?: (isOpen: boolean) => void;
  className?: string;
}

export function Menu({ trigger, children, onOpenChange, ...place }: MenuProps) {
  return (
    <Base.Root {...(onOpenChange && { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Surface {...place}>{children}</Surface>
    </Base.Root>
  );
}

/** One menu for many triggers, such as the rows of a long list. `T` is what the pressed trigger stands for. */
export type MenuHandle<T> = Base.Handle<T>;
export const createMenuHandle = <T,>(): MenuHandle<T> => Base.createHandle<T>();

export interface MenuTriggerProps<T> {
  handle: MenuHandle<T>;
  payload: T;
  children: ReactElement;
}

export function MenuTrigger<T>({ handle, payload, children }: MenuTriggerProps<T>) {
  return <Base.Trigger handle={handle} payload={payload} render={children} />;
}

export interface SharedMenuProps<T> {
  handle: MenuHandle<T>;
  align?: 'start' | 'center' | 'end';
  children: (payload: T) => ReactNode;
}

export function SharedMenu<T>({ handle, align = 'start', children }: SharedMenuProps<T>) {
  return (
    <Base.Root handle={handle}>
      {({ payload }) => <Surface align={align}>{payload !== undefined && children(payload)}</Surface>}
    </Base.Root>
  );
}

interface SurfaceProps extends Pick<MenuProps, 'side' | 'align' | 'className'> {
  children: ReactNode;
}

function Surface({ side = 'bottom', align = 'end', className, children }: SurfaceProps) {
  return (
    <Base.Portal>
      <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50 outline-none">
        <Base.Popup className={cx(popupClass, 'pane max-h-(--available-height) min-w-48 p-1', className)}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
  keys?: readonly string[] | undefined;
  isDanger?: boolean;
  disabled?: boolean;
}

export function MenuItem({ icon, children, onSelect, keys, isDanger = false, disabled = false }: MenuItemProps) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} className={cx(optionClass, isDanger && 'text-danger')}>
      {icon && <span className={cx('shrink-0', !isDanger && 'text-faint')}>{icon}</span>}
      <span className="flex-1">{children}</span>
      {keys && <Kbd keys={keys} />}
    </Base.Item>
  );
}

export interface MenuChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** Exactly one of several, inside a menu. */
export function MenuChoice<V extends string>({ label, value, options, onChange }: MenuChoiceProps<V>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="text-faint text-meta px-2.5 pt-2 pb-1">{label}</Base.GroupLabel>
      {/* Only values of `options` are rendered. */}
      <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={optionClass}>
            <span className="flex-1">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check size={16} />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="bg-line mx-2 my-1 h-px" />;
}
