import type { MessageFile } from '@parley/data-provider';
import { useEffect, useState } from 'react';
import { api } from '../../../shared/api/client.ts';

/** An address the browser can show: as it is for `data:`, fetched with the token for files of the account. */
export function useFileUrl({ file_id: fileId, filepath }: MessageFile): { url: string | null; isBroken: boolean } {
  const isInline = filepath?.startsWith('data:image/') ?? false;
  const [state, setState] = useState<{ url: string | null; isBroken: boolean }>({ url: null, isBroken: false });

  useEffect(() => {
    if (isInline) return;
    const stop = new AbortController();
    let made: string | null = null;
    const load = async () => {
      const response = await api.session.fetch(`/api/files/${encodeURIComponent(fileId)}`, { signal: stop.signal });
      if (!response.ok) throw new Error('The file cannot be read.');
      made = URL.createObjectURL(await response.blob());
      setState({ url: made, isBroken: false });
    };
    load().catch(() => stop.signal.aborted || setState({ url: null, isBroken: true }));
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [fileId, isInline]);

  return isInline && filepath ? { url: filepath, isBroken: false } : state;
}
