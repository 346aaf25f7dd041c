/** One line of the table: something measured, beside what it is allowed to be. */
export interface Row {
  what: string;
  /** As printed. */
  measured: string;
  budget: string;
  isMet: boolean;
  /** Everything behind `measured`, for the file. */
  details: Record<string, number>;
}

export const ratio = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b);

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
