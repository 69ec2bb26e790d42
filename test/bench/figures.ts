/** One line of a benchmark's result. */
export interface Figure {
  readonly name: string;
  /** The ratio that counts; absolute times belong to one machine. */
  readonly ratio: number;
  /** The ratio must not be above it; absent where the figure is only told. */
  readonly goal?: number;
  /** The figures behind the ratio, in words. */
  readonly detail: string;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share 0..1; between two values it interpolates */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Each value over its partner from the same moment: what slows the machine slows both. */
export function ratios(values: readonly number[], bases: readonly number[]): number[] {
  return values.map((value, index) => value / (bases[index] ?? Number.NaN));
}

export function inMs(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms (p90 ${percentile(values, 0.9).toFixed(1)})`;
}
