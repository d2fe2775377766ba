export type Fields = Readonly<Record<string, unknown>>;

/** Zalo's JSON is read field by field: what has another type than documented counts as absent. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that says something, or null. */
export const textOf = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : null;

/** Ids and instants are decimal texts; a number is taken while it is exact. */
export function idOf(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  return typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : null;
}

/** A number written either way, or null. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The JSON object that a text is, or null. */
export function jsonIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? fieldsOf(value) : null;
  } catch {
    return null;
  }
}
