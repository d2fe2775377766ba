import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { understand } from "../chat/understand/understand.ts";
import { instantFrom } from "./instant.ts";
import type { CliParts } from "./parts.ts";

/** `understand`: sentences from stdin, one a line; one JSON line each: `{"text","intent","slots"}`. */
export async function understandLines(parts: CliParts, options: { at?: string }): Promise<void> {
  const now = instantFrom(options.at, parts.clock.now());
  for await (const text of createInterface({ input: Readable.from(parts.stdin) })) {
    if (text.trim() === "") continue;
    parts.out(JSON.stringify({ text, ...understand(text, { now, zone: parts.config.timeZone }) }));
  }
}
