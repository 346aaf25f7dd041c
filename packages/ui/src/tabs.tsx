import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export interface Tab<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
  content: ReactNode;
}

export interface TabsProps<V extends string> {
  tabs: readonly Tab<V>[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
}

/** Tabs down the side on wide screens, along the top on narrow ones. */
export function Tabs<V extends string>({ tabs, value, onChange, className }: TabsProps<V>) {
  return (
    <Base.Root
      value={value}
      // Only values of `tabs` are rendered as tabs.
      onValueChange={(next) => onChange(next as V)}
      className={cx('flex min-h-0 flex-col sm:flex-row', className)}
    >
      <Base.List className="border-line flex shrink-0 gap-1 overflow-x-auto border-b p-2 sm:w-48 sm:flex-col sm:border-e sm:border-b-0 sm:p-3">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="touch-y focus-inside text-ui text-soft hover:bg-hover data-active:bg-hover data-active:text-ink flex shrink-0 items-center gap-2.5 rounded-md px-3 text-start data-active:font-medium"
          >
            {tab.icon}
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pane focus-inside min-h-0 flex-1 p-5 sm:p-6">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
