import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { foldTone } from "../src/domain/fold-vietnamese.ts";
import { visitXml } from "../src/plans/read/formats/sheet/visit-xml.ts";
import { unpackEntry, zipEntries } from "../src/plans/read/formats/zip-entries.ts";
import { readPlanBytes } from "../src/plans/read/read-plan.ts";

// node bench/read-one.ts FILE: reads one plan in a process of its own; prints what it took as one JSON line.

const ROUNDS = 9;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What no reader can do without: the letters of a text folded and cut into words, or the XML of a Word file parsed. */
function bare(bytes: Buffer): number {
  const entry = zipEntries(bytes)?.find(({ name }) => name === "word/document.xml");
  if (entry === undefined) return foldTone(bytes.toString("utf8")).split(/[^\p{L}\p{N}]+/u).length;
  let letters = 0;
  visitXml(unpackEntry(bytes, entry, bytes.length * 20), {
    open: () => {},
    text: (words) => {
      letters += words.length;
    },
  });
  return letters;
}

async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const path = process.argv[2] ?? "";
const bytes = readFileSync(path);
const coldMs = await timed(() => readPlanBytes(bytes, basename(path)));
const { maxRSS } = process.resourceUsage();
const warm: number[] = [];
const floor: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  warm.push(await timed(() => readPlanBytes(bytes, basename(path))));
  floor.push(await timed(() => bare(bytes)));
}
const { tasks } = await readPlanBytes(bytes, basename(path));
const result = {
  coldMs,
  warmMs: median(warm),
  bareMs: median(floor),
  memoryMb: Math.round(maxRSS / 1024),
  tasks: tasks.length,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
