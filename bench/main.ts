import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paced } from "./pace.ts";
import { planning } from "./planning.ts";
import { reading } from "./reading.ts";
import { idleMemory, startUp } from "./start-up.ts";
import { type BenchStore, embeddedStore, serverStore } from "./stores.ts";
import { bareEcho, ours } from "./throughput.ts";

const asJson = process.argv.includes("--json");
const only = process.argv.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const rows: { what: string; store: string; value: string; ratio: string }[] = [];
const wanted = (name: string): boolean => only === undefined || only === name;

const folder = await mkdtemp(join(tmpdir(), "nhacviec-bench-"));
try {
  const makers: [string, () => Promise<BenchStore | null>][] = [
    ["server", () => serverStore()],
    ["embedded", () => embeddedStore(folder)],
  ];
  if (wanted("throughput")) {
    const echo = await bareEcho();
    rows.push({ what: "bare grammY echo", store: "none", value: `${echo.toFixed(0)} updates/s`, ratio: "1" });
    for (const [name, make] of makers) {
      const made = await make();
      if (made === null) continue;
      const measured = await ours(made.store);
      await made.drop();
      rows.push({
        what: "updates handled",
        store: name,
        value: `${measured.perSecond.toFixed(0)} updates/s`,
        ratio: (measured.perSecond / echo).toFixed(3),
      });
      rows.push({
        what: "at 50 updates/s: p50, p99",
        store: name,
        value: `${measured.p50Ms.toFixed(1)} ms, ${measured.p99Ms.toFixed(1)} ms`,
        ratio: "",
      });
    }
  }
  if (wanted("planning")) {
    for (const [name, make] of makers) {
      const made = await make();
      if (made === null) continue;
      const { planMs, rawMs, assignments, people } = await planning(made.store);
      await made.drop();
      rows.push({
        what: `plan ${assignments} reminders for ${people} people`,
        store: name,
        value: `${planMs.toFixed(0)} ms, raw insert ${rawMs.toFixed(0)} ms`,
        ratio: (planMs / rawMs).toFixed(2),
      });
    }
  }
  if (wanted("pace")) {
    for (const [name, make] of makers) {
      const made = await make();
      if (made === null) continue;
      const measured = await paced(made.store);
      await made.drop();
      rows.push({
        what: `queue of ${measured.deliveries} to ${measured.chats} chats, rate used`,
        store: name,
        value: `${measured.refused} refused, ${measured.disordered} out of order`,
        ratio: measured.share.toFixed(3),
      });
      rows.push({
        what: "longest wait for an answer meanwhile",
        store: name,
        value: `${measured.longestAnswerMs.toFixed(0)} ms, one chat hung for ${measured.hungMs / 1000} s`,
        ratio: "",
      });
    }
  }
  if (wanted("reading")) {
    for (const { what, coldMs, warmMs, bareMs, memoryMb, tasks } of reading(folder))
      rows.push({
        what: `read a plan: ${what}, ${tasks} tasks`,
        store: "none",
        value: `${coldMs.toFixed(0)} ms first, ${warmMs.toFixed(0)} ms, ${memoryMb} MB`,
        ratio: (warmMs / bareMs).toFixed(1),
      });
  }
  if (wanted("start-up")) {
    const { firstMs, againMs } = await startUp(folder);
    rows.push({
      what: "start-up: new folder, existing folder",
      store: "embedded",
      value: `${firstMs.toFixed(0)} ms, ${againMs.toFixed(0)} ms`,
      ratio: "",
    });
    rows.push({
      what: "idle memory of the whole process",
      store: "embedded",
      value: `${await idleMemory(folder)} MB`,
      ratio: "",
    });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

if (asJson) process.stdout.write(`${JSON.stringify(rows)}\n`);
else
  for (const row of rows)
    process.stdout.write(`${row.what.padEnd(46)} ${row.store.padEnd(9)} ${row.value.padEnd(36)} ${row.ratio}\n`);
