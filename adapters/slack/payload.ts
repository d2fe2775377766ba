/** Reads what Slack sends without believing its shape: a missing or strange part is "" or undefined, never an error. */

/** The value at a path; undefined where a step of it is missing. */
export function valueAt(payload: unknown, ...path: readonly (string | number)[]): unknown {
  let value = payload;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The text at a path; "" where there is none, or something else. */
export function textAt(payload: unknown, ...path: readonly (string | number)[]): string {
  const value = valueAt(payload, ...path);
  return typeof value === "string" ? value : "";
}

/** The list at a path; empty where there is none. */
export function listAt(payload: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = valueAt(payload, ...path);
  return Array.isArray(value) ? value : [];
}

/** The parsed JSON of a text; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
