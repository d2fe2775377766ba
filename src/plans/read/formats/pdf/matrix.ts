/** An affine map as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Six numbers of a PDF as a map; null for anything else. */
export function matrixOf(values: unknown): Matrix | null {
  if (values === null || typeof values !== "object" || !("length" in values)) return null;
  const [a, b, c, d, e, f] = Array.from(values as ArrayLike<unknown>);
  const six = [a, b, c, d, e, f];
  return six.every((value) => typeof value === "number" && Number.isFinite(value)) ? (six as unknown as Matrix) : null;
}

/** First `inner`, then `outer`. */
export const compose = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

export const applied = (matrix: Matrix, x: number, y: number): { readonly x: number; readonly y: number } => ({
  x: matrix[0] * x + matrix[2] * y + matrix[4],
  y: matrix[1] * x + matrix[3] * y + matrix[5],
});
