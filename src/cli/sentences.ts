import { problemSentences } from "../plans/problem-sentences.ts";
import { StoreError } from "../store/store-error.ts";
import type { Texts } from "../texts/texts.ts";
import { TableRefusal } from "./read-table.ts";

const MOST_PROBLEMS = 20;

/** What an operator is told about an error, and whether it was their input (`usage`) or a failure. */
export function sentencesOf(error: unknown, texts: Texts): { sentences: readonly string[]; usage: boolean } {
  const { cli } = texts;
  if (error instanceof TableRefusal) {
    const shown = error.problems.slice(0, MOST_PROBLEMS).map(({ code, line, column, seen, accepted }) => {
      const sentence = (cli.cell as Record<string, ((seen: string, accepted: string) => string) | undefined>)[code];
      return cli.cellProblem(error.file, line, column, sentence?.(seen, accepted ?? "") ?? code);
    });
    return { sentences: [...shown, cli.nothingTaken], usage: true };
  }
  const problem = problemSentences(error, texts);
  if (problem !== null) return { sentences: problem, usage: true };
  if (error instanceof StoreError) {
    const known = (cli.store as Record<string, string | undefined>)[error.code];
    return {
      sentences: [known === undefined ? cli.failed(error.message) : known, ...(known ? [error.message] : [])],
      usage: false,
    };
  }
  return { sentences: [cli.failed(error instanceof Error ? error.message : String(error))], usage: false };
}
