import { pino } from "pino";
import { redact } from "./log-redaction.ts";

/** What happened, as fields, and a fixed sentence. Fields are ids, codes, counts and times; `err` takes an error. */
export type Log = {
  info(fields: object, msg: string): void;
  warn(fields: object, msg: string): void;
  error(fields: object, msg: string): void;
};

export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";

/** Anything that takes lines: a stream, or an object that keeps them. */
export type LogStream = { write(line: string): void };

/** Writes one JSON line a call. Message texts, names and tokens are taken out, also where somebody put them by mistake. */
export function createLog(level: LogLevel = "info", stream: LogStream = process.stdout): Log {
  // Redaction comes before pino's own serializers, which would write an error's message as it is.
  return pino({ level, base: null, serializers: { err: (value) => value }, formatters: { log: redact } }, stream);
}
