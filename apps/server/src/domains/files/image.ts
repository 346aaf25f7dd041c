export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

/** The kinds every vision model takes, told by their signature; null for anything else. */
export function sniffImage(data: Uint8Array): ImageType | null {
  const ascii = (from: number, to: number) => String.fromCharCode(...data.subarray(from, to));
  if (data.length < 12) return null;
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) return 'image/jpeg';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'image/gif';
  return null;
}

/** The bytes of a base64 `data:` URL; null when it is none. */
export function readDataUrl(url: string): Uint8Array | null {
  const match = /^data:[\w.+/-]*(?:;[\w=.+-]+)*;base64,([A-Za-z0-9+/]+={0,2})$/.exec(url);
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'base64');
}
