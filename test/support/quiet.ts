import { format } from "node:util";
import { afterAll, afterEach } from "vitest";

// Quiet or red: what a test writes to the console, and what Node warns of, fails it. (Unhandled rejections fail the run by themselves.)

const unexpected: string[] = [];

for (const method of ["debug", "dir", "error", "info", "log", "table", "trace", "warn"] as const) {
  console[method] = (...values: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...values)}`);
  };
}
process.on("warning", (warning) => unexpected.push(`${warning.name}: ${warning.message}`));

function expectQuiet(): void {
  const lines = unexpected.splice(0);
  if (lines.length > 0) throw new Error(`unexpected output:\n${lines.join("\n")}`);
}

afterEach(expectQuiet);
afterAll(expectQuiet);
