/** A text as PostgreSQL takes it: without NUL characters, and halves of a letter become U+FFFD. */
export const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** The same for every text of a value that is stored as JSON. Everything else in it stays as it is. */
export function storable<Value>(value: Value): Value {
  return withTexts(value) as Value;
}

function withTexts(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one)]));
}
