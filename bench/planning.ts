import { planReminders } from "../src/schedule/reminders.ts";
import { workingTime } from "../src/schedule/working-time.ts";
import type { Store } from "../src/store/open-store.ts";

const ASSIGNMENTS = 100_000;
const PEOPLE = 4000;
const ROUNDS = 3;
const ZONE = "Asia/Ho_Chi_Minh";
const NOW = new Date("2026-11-20T08:00:00+07:00");

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One morning on which everything is due, next to inserting as many rows of the same width by hand. Medians of three. */
export async function planning(store: Store) {
  await prepare(store);
  const parts = {
    store,
    clock: { now: () => NOW },
    zone: ZONE,
    language: "vi" as const,
    working: workingTime({ store, zone: ZONE }),
  };
  const planned: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raw.push(
      await timed(() =>
        store.prisma.$executeRawUnsafe(`
          INSERT INTO reminder (assignment_id, due_on, stage, member_id, created_at)
          SELECT id, due_on, '-3', holder_id, now() FROM assignment`),
      ),
    );
    await empty(store);
    planned.push(await timed(() => planReminders(parts, NOW)));
    const count = await store.prisma.reminder.count();
    if (count !== ASSIGNMENTS) throw new Error(`${count} reminders were planned`);
    await empty(store);
  }
  return { planMs: median(planned), rawMs: median(raw), assignments: ASSIGNMENTS, people: PEOPLE };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function empty(store: Store): Promise<void> {
  await store.prisma.$executeRawUnsafe("TRUNCATE reminder, delivery, offer");
}

async function prepare({ prisma }: Store): Promise<void> {
  for (const sql of [
    "INSERT INTO unit (code, name) SELECT 'U' || n, 'Unit ' || n FROM generate_series(1, 200) n",
    `INSERT INTO member (code, full_name, created_at) SELECT 'M' || n, 'Person ' || n, now() FROM generate_series(1, ${PEOPLE}) n`,
    "INSERT INTO membership (member_id, unit_id, role, position) SELECT id, 1 + id % 200, 'member', 0 FROM member",
    "INSERT INTO account (member_id, channel, address, chat_id, linked_at) SELECT id, 'telegram', code, code, now() FROM member",
    `INSERT INTO plan (title, monitor_unit_id, state, source_name, source_hash, created_at, issued_at)
     SELECT 'Plan ' || n, 1, 'issued', 'b', 'b' || n, now(), now() FROM generate_series(1, 50) n`,
    `INSERT INTO task (plan_id, position, heading, text, deadline_kind, due_days, confidence)
     SELECT 1 + n % 50, n, 'II.' || n, 'Task number ' || n || ' with a sentence of the usual length of an official plan', 'once', '{}', 1
     FROM generate_series(1, 5000) n`,
    `INSERT INTO assignment (task_id, unit_id, occurrence, original_due_on, due_on, holder_id, given_on, given_at)
     SELECT 1 + n % 5000, 1 + (1 + n % ${PEOPLE}) % 200, n::text, '2026-11-25', '2026-11-25', 1 + n % ${PEOPLE}, '2026-09-01', now()
     FROM generate_series(1, ${ASSIGNMENTS}) n`,
    "ANALYZE",
  ]) {
    await prisma.$executeRawUnsafe(sql);
  }
}
