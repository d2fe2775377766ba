import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Channel } from "../delivery/channel.ts";
import type { Store } from "../store/open-store.ts";
import type { Texts } from "../texts/texts.ts";

/** What a command works with. Machine output goes to `out`, everything else to `err`. */
export type CliParts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly texts: Texts;
  /** Opened at the first call, closed when the command ends. */
  readonly store: () => Promise<Store>;
  /** The platforms that the environment names, not started. */
  readonly channels: () => Promise<readonly Channel[]>;
  /** Asks an address of the internet. */
  readonly fetch: typeof fetch;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<string | Uint8Array>;
};

/** `--json`: one JSON value on stdout instead of sentences. */
export type JsonOption = { readonly json?: true };

/** Prints a result: as JSON for programs, else as sentences for people. */
export function print(parts: CliParts, options: JsonOption, value: unknown, sentences: readonly string[]): void {
  parts.out(options.json === true ? JSON.stringify(value) : sentences.join("\n"));
}
