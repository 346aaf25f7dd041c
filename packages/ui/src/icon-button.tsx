import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.tsx';
import { tipOf } from './tooltip.tsx';

export type IconButtonVariant = 'ghost' | 'solid' | 'outline';

const variants: Record<IconButtonVariant, string> = {
  ghost:
    'text-soft hover:bg-hover hover:text-ink active:bg-press aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:text-accent',
  solid: 'bg-accent text-on-accent hover:bg-accent-strong',
  outline: 'bg-card text-soft border border-line hover:text-ink hover:border-edge shadow-rest',
};

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** The button's name, read aloud and shown on hover. */
  label: string;
  icon: ReactNode;
  variant?: IconButtonVariant;
  keys?: readonly string[] | undefined;
  isRound?: boolean;
}

export function iconButtonClass(variant: IconButtonVariant = 'ghost', isRound = false) {
  return cx(
    'touch inline-grid shrink-0 place-items-center transition-[background-color,color,border-color,opacity,scale] duration-100',
    'active:scale-95 disabled:pointer-events-none disabled:opacity-40',
    isRound ? 'rounded-full' : 'rounded-md',
    variants[variant],
  );
}

export function IconButton({ label, icon, variant, keys, isRound, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...tipOf(label, keys)}
      aria-label={label}
      className={cx(iconButtonClass(variant, isRound), className)}
    >
      {icon}
    </button>
  );
}
