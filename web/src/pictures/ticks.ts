// Round numbers for an axis, and the scale that maps amounts to it.

/** About `wanted` multiples of 1, 2 or 5 times a power of ten. The first is at or below `low`, the last at or
 *  above `high`. */
export function niceTicks(low: number, high: number, wanted: number): number[] {
  const rough = Math.max(high - low, 1e-9) / Math.max(wanted, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999) ?? rough;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Linear mapping from [low, high] to [start, end]. */
export function scale(low: number, high: number, start: number, end: number): (value: number) => number {
  const span = high - low || 1;
  return (value) => start + ((value - low) / span) * (end - start);
}
