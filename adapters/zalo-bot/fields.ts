/** The fields of a JSON object; none of anything else, so that a missing level reads as a missing field. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** A text that is not empty, or null; a number is no text, since ids as numbers would have lost digits. */
export const textIn = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** What a JSON text says, or null when it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
