import { cx } from './cx.tsx';

export function Kbd({ keys, isInverse = false }: { keys: readonly string[]; isInverse?: boolean }) {
  return (
    <span className="inline-flex gap-0.5 font-sans" dir="ltr">
      {keys.map((key) => (
        <kbd
          key={key}
          className={cx(
            'text-micro inline-grid h-5 min-w-5 place-items-center rounded-sm px-1 font-sans font-medium',
            isInverse ? 'bg-paper/18' : 'border-line text-faint bg-card border',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
