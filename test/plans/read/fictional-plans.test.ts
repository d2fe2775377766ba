import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPlan } from "../../../src/plans/read/read-plan.ts";
import { fixturesOf } from "../../fixtures/plans/write/fixtures-of.ts";
import { emptyScore, FIGURES, f1, type GoldTask, type Miss, type Score, scoreDraft } from "./score-draft.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/plans");
const ENDINGS = [".txt", ".md", ".docx", ".csv"];

/** Over all documents together, each in every format it is kept in. */
const FLOORS = { tasks: 0.98, deadlines: 0.97, leads: 0.98 };

/** True prints a line for each document. */
const SHOWS_DOCUMENTS = false;
/** True prints every difference. */
const SHOWS_MISSES = false;

const documents = readdirSync(join(FOLDER, "gold")).flatMap((gold) => {
  const name = gold.replace(/\.json$/, "");
  const tasks: GoldTask[] = JSON.parse(readFileSync(join(FOLDER, "gold", gold), "utf8")).tasks;
  return ENDINGS.filter((ending) => existsSync(join(FOLDER, name + ending))).map((ending) => ({
    file: name + ending,
    tasks,
  }));
});

type Read = { file: string; score: Score; misses: Miss[] };

const line = ({ file, score }: Read): string =>
  `${file.padEnd(44)} ${FIGURES.map((figure) => {
    const { hit, predicted, gold } = score[figure];
    return `${figure} ${f1(score[figure]).toFixed(2)} (${hit}/${predicted}/${gold})`.padEnd(30);
  }).join("")}`;

function show(reads: readonly Read[], total: Score): void {
  const lines = [...reads, { file: "ALL", score: total, misses: [] }].flatMap((read) => [
    ...(SHOWS_DOCUMENTS ? [line(read)] : []),
    ...(SHOWS_MISSES
      ? read.misses.map((miss) => `  ${miss.figure}: wanted «${miss.wanted}»\n      got «${miss.got}»`)
      : []),
  ]);
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
}

describe("on plans of invented organisations in the layouts of real ones", () => {
  test("the reader finds the tasks, their deadlines and their lead units", { timeout: 60_000 }, async () => {
    const total = emptyScore();
    const reads: Read[] = [];
    for (const { file, tasks } of documents) {
      const read = { file, ...scoreDraft(await readPlan(join(FOLDER, file)), tasks) };
      reads.push(read);
      for (const figure of FIGURES)
        for (const part of ["hit", "predicted", "gold"] as const) total[figure][part] += read.score[figure][part];
    }
    show(reads, total);
    for (const figure of FIGURES) expect(f1(total[figure]), figure).toBeGreaterThanOrEqual(FLOORS[figure]);
  });

  test("the documents kept are the ones their annotated sources give", () => {
    for (const file of readdirSync(join(FOLDER, "annotated"))) {
      const source = readFileSync(join(FOLDER, "annotated", file), "utf8");
      for (const { path, content } of fixturesOf(file.replace(/\.txt$/, ""), source))
        expect(readFileSync(join(FOLDER, path)).equals(Buffer.from(content)), path).toBe(true);
    }
  });
});
