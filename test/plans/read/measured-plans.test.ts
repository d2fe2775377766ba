import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SCORER = join(import.meta.dirname, "../../../../shared/plans/score.mjs");
const READER = join(import.meta.dirname, "print-draft.ts");

/** What the reader reached on the annotated plans, less two points. */
const FLOORS = { tasks: 0.96, deadlines: 0.95, leads: 0.92 };

test.skipIf(!existsSync(SCORER))(
  "on real annotated plans the reader keeps its accuracy (skipped where ../shared is not there)",
  () => {
    const command = `${process.execPath} ${READER}`;
    const figures = JSON.parse(execFileSync(process.execPath, [SCORER, command, "--json"], { encoding: "utf8" }));
    expect(figures).toMatchObject({ failed: 0 });
    for (const [figure, floor] of Object.entries(FLOORS))
      expect(figures[figure].f1, figure).toBeGreaterThanOrEqual(floor);
  },
);
