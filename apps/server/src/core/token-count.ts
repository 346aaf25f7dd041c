/** Beyond this an estimate is as good, and counting would hold up everyone else. */
const longestCounted = 100_000;
const charactersPerToken = 4;
/** The tokenizer is quadratic in the length of one unbroken run of characters. */
const longestRun = 1000;

/** Tokens of a text in `o200k_base`; an estimate for very long texts. */
export async function countTokens(text: string): Promise<number> {
  if (text.length > longestCounted) return estimateTokens(text);
  // 70 MB of vocabulary that most processes never need.
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
  let total = 0;
  for (let start = 0; start < text.length; start += longestRun) total += count(text.slice(start, start + longestRun));
  return total;
}

/** Good enough to decide what fits into a context window, and free. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / charactersPerToken);
