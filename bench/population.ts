import type { Store } from "../src/store/open-store.ts";

/** One unit of people with a Telegram account each (address 1000 + n), and one open assignment each of an issued plan. */
export async function populate(store: Store, people: number): Promise<void> {
  await store.prisma.$executeRawUnsafe(`INSERT INTO unit (code, name) VALUES ('B', 'Bench')`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO member (code, full_name, created_at) SELECT 'B' || n, 'Person ' || n, now() FROM generate_series(0, ${people - 1}) n`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO membership (member_id, unit_id, role, position) SELECT m.id, u.id, 'member', 0 FROM member m, unit u`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO account (member_id, channel, address, chat_id, linked_at)
    SELECT id, 'telegram', (999 + row_number() OVER (ORDER BY id))::text, (999 + row_number() OVER (ORDER BY id))::text, now() FROM member`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO plan (title, monitor_unit_id, state, source_name, source_hash, created_at, issued_at)
    SELECT 'Bench', id, 'issued', 'b', 'b', now(), now() FROM unit`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO task (plan_id, position, heading, text, deadline_kind, due_days, confidence)
    SELECT id, 1, 'I.1', 'A task of the benchmark', 'once', '{}', 1 FROM plan`);
  await giveEach(store);
  await store.prisma.$executeRawUnsafe("ANALYZE");
}

async function giveEach(store: Store): Promise<void> {
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO task (plan_id, position, heading, text, deadline_kind, due_days, confidence)
    SELECT p.id, 1 + row_number() OVER (ORDER BY m.id), 'I.2', 'Work of ' || m.code, 'once', '{}', 1 FROM plan p, member m`);
  await store.prisma.$executeRawUnsafe(`
    INSERT INTO assignment (task_id, unit_id, occurrence, original_due_on, due_on, holder_id, given_on, given_at)
    SELECT t.id, u.id, '2026-11-25', '2026-11-25', '2026-11-25', m.id, '2026-09-01', now()
    FROM task t JOIN member m ON t.text = 'Work of ' || m.code, unit u`);
}
