import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.tsx';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'bg-card text-ink border border-line hover:border-edge',
  ghost: 'text-soft hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink',
  danger: 'bg-danger text-on-danger hover:opacity-90',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'touch-y px-2.5 text-meta gap-1.5 rounded-md',
  md: 'min-h-[max(2.5rem,var(--touch))] px-4 text-ui gap-2 rounded-md',
  lg: 'min-h-12 px-5 text-ui gap-2 rounded-lg',
};

/** The look of a button, for links and triggers that must wear it too. */
export const buttonClass = (variant: ButtonVariant = 'secondary', size: ButtonSize = 'md') =>
  cx(
    'inline-flex select-none items-center justify-center whitespace-nowrap font-medium',
    'transition-[background-color,border-color,color,opacity,scale] duration-100 active:scale-[0.985]',
    'disabled:pointer-events-none disabled:opacity-45',
    sizes[size],
    variants[variant],
  );

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows a spinner and takes no further presses; the label stays, so the width does too. */
  isBusy?: boolean;
}

export function Button({ variant, size, icon, isBusy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
      className={cx(buttonClass(variant, size), className)}
    >
      {isBusy ? <Spinner size={16} /> : icon}
      {children}
    </button>
  );
}
