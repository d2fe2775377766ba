import { expect } from "vitest";
import type { CliParts } from "../../src/cli/parts.ts";
import { program } from "../../src/cli/program.ts";
import { sentencesOf } from "../../src/cli/sentences.ts";
import { readConfig } from "../../src/config.ts";
import type { Store } from "../../src/store/open-store.ts";
import { textsIn } from "../../src/texts/texts.ts";

/** What a command printed, and the sentences and exit code it ended with. */
export type CommandRun = { readonly out: string; readonly err: string; readonly code: number };

/** Runs a command of the command line on a store, at a present of the test's own, as its process would. `more` are other parts. */
export async function runCommand(
  store: Store,
  now: Date,
  args: readonly string[],
  more: Partial<CliParts> = {},
): Promise<CommandRun> {
  const out: string[] = [];
  const err: string[] = [];
  const texts = textsIn("vi", "vi");
  const parts: CliParts = {
    config: readConfig({}),
    texts,
    clock: { now: () => now },
    store: async () => store,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    channels: async () => [],
    fetch: async () => new Response("ok\n"),
    stdin: (async function* () {})(),
    ...more,
  };
  let code: number;
  try {
    code = await program(parts, args);
  } catch (error) {
    const { sentences, usage } = sentencesOf(error, texts);
    err.push(...sentences);
    code = usage ? 2 : 1;
  }
  return { out: out.join("\n"), err: err.join("\n"), code };
}

/** A refusal of the input: exit code 2, nothing on stdout, these words on stderr. */
export function expectRefused({ out, err, code }: CommandRun, ...words: string[]): void {
  expect({ out, code }).toEqual({ out: "", code: 2 });
  for (const word of words) expect(err).toContain(word);
}
