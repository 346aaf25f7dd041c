import { failure } from '../errors.ts';
import { specialSentences } from '../errors/sentences.ts';

const maxLineBytes = 8 * 1024 * 1024;
const maxResponseBytes = 64 * 1024 * 1024;

const lineFeed = 10;

/** Counts a response as it comes. Returns a check to call with every chunk, which throws once it is too much. */
export function createBounds(): (chunk: Buffer) => void {
  let total = 0;
  let line = 0;
  return (chunk) => {
    total += chunk.length;
    const end = chunk.lastIndexOf(lineFeed);
    line = end === -1 ? line + chunk.length : chunk.length - end - 1;
    if (total > maxResponseBytes || line > maxLineBytes) {
      throw failure('malformed', { message: specialSentences.tooLarge });
    }
  };
}
