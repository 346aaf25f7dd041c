import { useEffect } from 'react';
import { unread } from '../shared/activity.ts';
import { useSelected } from '../shared/store.ts';

const product = 'Parley';

/** The conversation, with a mark when an answer has come that nobody has seen. */
export function useDocumentTitle(title: string | null): void {
  const count = useSelected(unread, (ids) => ids.length);
  useEffect(() => {
    const name = title ? `${title} · ${product}` : product;
    document.title = count > 0 ? `(${count}) ${name}` : name;
  }, [title, count]);
}
