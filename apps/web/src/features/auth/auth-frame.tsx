import type { ReactNode } from 'react';
import { Wordmark } from '../../shared/brand.tsx';

export interface AuthFrameProps {
  title: string;
  lead?: string;
  children: ReactNode;
  footer?: ReactNode;
}

/** The page around signing in and up. */
export function AuthFrame({ title, lead, children, footer }: AuthFrameProps) {
  return (
    <main className="bg-shade grid min-h-dvh content-center justify-items-center gap-8 px-5 pt-[calc(2rem+var(--safe-top))] pb-[calc(3rem+var(--safe-bottom))]">
      <Wordmark />
      <section className="bg-paper border-line shadow-rest w-full max-w-(--container-form) rounded-xl border p-6 sm:p-8">
        <h1 className="font-display text-display font-semibold text-balance">{title}</h1>
        {lead && <p className="text-soft text-ui mt-3 text-pretty">{lead}</p>}
        <div className="mt-7">{children}</div>
      </section>
      {footer && <p className="text-soft text-ui text-center">{footer}</p>}
    </main>
  );
}
