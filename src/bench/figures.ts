/** The value below which that part of the values lies (nearest rank). @param part 0.5 for the median; above 0 */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** How many times as much as something else: "3.2×". */
export function times(value: number, of: number): string {
  const ratio = value / of;
  return Number.isFinite(ratio) && of > 0 ? `${significant(ratio)}×` : '–';
}

export const milliseconds = (value: number): string => `${significant(value)} ms`;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Three digits that count; whole numbers from a hundred on. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
