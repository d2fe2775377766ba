import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";
import { emptyScore, FIGURES, f1, type GoldTask, scoreDraft } from "./score-draft.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/plans");
const FLOOR = 0.95;
const LINE_WIDTH = 85;
const PAGE_LINES = 40;

const plans = readdirSync(join(FOLDER, "gold")).flatMap((gold) => {
  const path = join(FOLDER, gold.replace(/\.json$/, ".txt"));
  if (!existsSync(path)) return [];
  const tasks: GoldTask[] = JSON.parse(readFileSync(join(FOLDER, "gold", gold), "utf8")).tasks;
  return [{ text: readFileSync(path, "utf8"), tasks }];
});

const eachLine = (text: string, change: (line: string, index: number) => string): string =>
  text.split("\n").map(change).join("\n");

/** Breaks a line at spaces so that none of its parts is longer than the width; rows of tables stay whole. */
function wrapped(line: string): string {
  if (line.includes("\t") || line.includes("|")) return line;
  return line.replace(new RegExp(`(.{1,${LINE_WIDTH}})(?:\\s|$)`, "gu"), "$1\n").trimEnd();
}

/** What converters do to the lines of a document. */
const UNTIDY: readonly (readonly [string, (text: string) => string])[] = [
  ["broken at a fixed width", (text) => eachLine(text, wrapped)],
  ["each followed by an empty one", (text) => eachLine(text, (line) => `${line}\n`)],
  ["without empty ones between", (text) => text.replace(/\n\s*\n+/g, "\n")],
  [
    "interrupted by page numbers",
    (text) =>
      eachLine(text, (line, index) =>
        index % PAGE_LINES === PAGE_LINES - 1 ? `${line}\n\n${(index + 1) / PAGE_LINES + 1}\n` : line,
      ),
  ],
  ["with hard spaces", (text) => text.replace(/(\d) /g, "$1\u00a0")],
  ["in decomposed letters", (text) => text.normalize("NFD")],
];

test.each(UNTIDY)("a plan is read as well with its lines %s", (_, change) => {
  const total = emptyScore();
  for (const { text, tasks } of plans) {
    const { score } = scoreDraft(readPlanText(change(text)), tasks);
    for (const figure of FIGURES)
      for (const part of ["hit", "predicted", "gold"] as const) total[figure][part] += score[figure][part];
  }
  for (const figure of FIGURES) expect(f1(total[figure]), figure).toBeGreaterThanOrEqual(FLOOR);
});
