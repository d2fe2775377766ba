import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { planDocx, planText } from "./long-plans.ts";

export type ReadingRow = {
  readonly what: string;
  /** The first reading of a process, in milliseconds: what somebody who sends a file waits for. */
  readonly coldMs: number;
  /** Median of the readings after it. */
  readonly warmMs: number;
  /** Median of what no reader can do without, for the same file. */
  readonly bareMs: number;
  /** Largest resident memory of the process after the first reading. */
  readonly memoryMb: number;
  readonly tasks: number;
};

const KILOBYTE = 1024;

/** Reads plans of growing length, each in a process of its own. Time grows in proportion where `warmMs / pages` stays. */
export function reading(folder: string): ReadingRow[] {
  const files: [string, string, string | Buffer][] = [
    ["text of 75 KB", "75.txt", planText(75 * KILOBYTE)],
    ["text of 750 KB", "750.txt", planText(750 * KILOBYTE)],
    ...[10, 100, 200, 1000].map((pages): [string, string, Buffer] => [
      `.docx of ${pages} pages`,
      `${pages}.docx`,
      planDocx(pages),
    ]),
  ];
  return files.map(([what, name, contents]) => {
    const path = join(folder, name);
    writeFileSync(path, contents);
    const said = execFileSync(process.execPath, [join(import.meta.dirname, "read-one.ts"), path], { encoding: "utf8" });
    return { what, ...(JSON.parse(said) as Omit<ReadingRow, "what">) };
  });
}
