import { buttonClass } from '@parley/ui/button';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore, useStore } from '../store.ts';

/** Hosts whose images the reader has asked for, until the page is left. */
const allowedHosts = createStore<ReadonlySet<string>>(new Set());

/** An address in an answer may carry what was said to whoever owns it, so nothing outside is fetched without leave. */
export function RemoteImage({ src, alt }: { src: string; alt: string }) {
  const { t } = useTranslation();
  const allowed = useStore(allowedHosts);
  const [isBroken, setBroken] = useState(false);
  const url = URL.parse(src, location.href);
  if (!url || !/^(https?|data):$/.test(url.protocol)) return <span>{alt}</span>;
  const isOwn =
    url.protocol === 'data:' ? /^data:image\/(png|jpeg|gif|webp|avif)[;,]/.test(src) : url.origin === location.origin;
  if (isBroken) {
    return (
      <span className="text-faint">
        {t('markdown.imageBroken', { alt })}{' '}
        {/* The server's policy may allow no outside images at all: the browser can still show it by itself. */}
        <a href={url.href} target="_blank" rel="noopener noreferrer nofollow">
          {t('markdown.openImage')}
        </a>
      </span>
    );
  }
  if (isOwn || allowed.has(url.host)) {
    return <img src={url.href} alt={alt} referrerPolicy="no-referrer" loading="lazy" onError={() => setBroken(true)} />;
  }
  return (
    <span className="border-line bg-well text-soft text-meta my-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border px-4 py-2.5">
      <ImageOff size={18} aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-48">
        {alt && <span className="block font-medium">{alt}</span>}
        {t('markdown.imageFrom', { host: url.host })}
      </span>
      <button
        type="button"
        className={buttonClass('secondary', 'sm')}
        onClick={() => allowedHosts.set((hosts) => new Set([...hosts, url.host]))}
      >
        {t('markdown.loadImage')}
      </button>
    </span>
  );
}
