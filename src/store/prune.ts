import { type Database, instant } from "./database.ts";

/** Forgets events and wrong codes from before an instant: no platform repeats an event that old. Returns how many rows went. */
export async function prune(db: Database, before: Date): Promise<number> {
  const events = await db.$executeRaw`DELETE FROM incoming_event WHERE received_at < ${instant(before)}::timestamptz`;
  return events + (await db.$executeRaw`DELETE FROM link_attempt WHERE since_at < ${instant(before)}::timestamptz`);
}
