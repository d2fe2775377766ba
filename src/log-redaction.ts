/** Names of fields that hold what people wrote, who they are, or what opens a door; compared without case and underscores. */
const PERSONAL = new Set([
  "answers",
  "apptoken",
  "authorization",
  "body",
  "bottoken",
  "choices",
  "codehash",
  "cookie",
  "data",
  "email",
  "fullname",
  "message",
  "name",
  "note",
  "password",
  "phone",
  "query",
  "secret",
  "secretkey",
  "shortname",
  "text",
  "title",
  "token",
]);

/** What looks like a token of a platform, or a password in an address, inside any text. */
const SECRETS: readonly RegExp[] = [
  /\d{6,}:[\w-]{20,}/g,
  /\bx(?:ox[a-z]|app)-[\w-]+/g,
  /\b[Bb]earer\s+\S+/g,
  /(?<=:\/\/)[^\s/@]+@/g,
];

const HIDDEN = "[hidden]";
/** Deeper than anything that is worth a line. */
const MAX_DEPTH = 5;

/** The fields of a log line without personal texts and secrets. An error keeps its kind, code and place in the program. */
export function redact(fields: object): Record<string, unknown> {
  return redactFields(fields, 0);
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isPersonal(key) ? HIDDEN : clean(value, depth)]),
  );
}

const isPersonal = (key: string): boolean => PERSONAL.has(key.replaceAll("_", "").toLowerCase());

function clean(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return HIDDEN;
  if (value instanceof Error) return cleanError(value, depth + 1);
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return redactFields(value, depth + 1);
}

/** Prisma's and the platforms' messages quote what was written: only our own errors, and the system's, say what they say. */
function cleanError(error: Error, depth: number): Record<string, unknown> {
  const code = "code" in error ? clean(error.code, depth) : undefined;
  const speaks = OUR_ERRORS.has(error.name) || (typeof code === "string" && /^E[A-Z]+$/.test(code));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(speaks ? { reason: withoutSecrets(error.message) } : {}),
    ...(error.cause === undefined ? {} : { cause: clean(error.cause, depth) }),
    at: placesIn(error.stack),
  };
}

const OUR_ERRORS = new Set(["StoreError", "ChannelError", "ConfigError", "TypeError", "RangeError", "ReferenceError"]);

function placesIn(stack = ""): string[] {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().slice(3));
}

const withoutSecrets = (text: string): string => SECRETS.reduce((kept, secret) => kept.replace(secret, HIDDEN), text);
