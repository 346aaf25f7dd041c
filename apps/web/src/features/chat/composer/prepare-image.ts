/** Longest side of an image as models read it; larger ones are scaled down by them anyway. */
const longestSide = 2048;
/** Room for all images of a message: they travel inside the request, which may have 3 MiB, as base64. */
export const totalBytes = 2_000_000;
const qualities = [0.88, 0.78, 0.66, 0.5] as const;
const shrink = 0.75;
const smallestSide = 320;

export interface PreparedImage {
  url: string;
  type: string;
  width: number;
  height: number;
  bytes: number;
}

/** Scales and compresses an image until it fits. Throws when the browser cannot read it. */
export async function prepareImage(file: Blob, maxBytes: number): Promise<PreparedImage> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= maxBytes && /^image\/(png|jpeg|gif|webp)$/.test(file.type)) {
      const { width, height } = bitmap;
      return { url: await toDataUrl(file), type: file.type, width, height, bytes: file.size };
    }
    return await compress(bitmap, { scale, maxBytes });
  } finally {
    bitmap.close();
  }
}

async function compress(
  bitmap: ImageBitmap,
  { scale, maxBytes }: { scale: number; maxBytes: number },
): Promise<PreparedImage> {
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    if (blob.size <= maxBytes) return { url: await toDataUrl(blob), type: blob.type, width, height, bytes: blob.size };
  }
  if (Math.max(width, height) <= smallestSide) throw new Error('The image cannot be made small enough.');
  return compress(bitmap, { scale: scale * shrink, maxBytes });
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(reader.error ?? new Error('The image cannot be read.'));
    reader.readAsDataURL(blob);
  });
}
