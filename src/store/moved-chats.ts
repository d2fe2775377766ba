import type { Database } from "./database.ts";

/** A chat that got a new id on its platform, known by a delivery that was meant for the old one. */
export type MovedChat = { readonly id: number; readonly movedTo: string; readonly at: Date };

/** Follows chats to their new ids: rooms, accounts, open offers, and every message that is still to be sent there. */
export async function moveChats(db: Database, chats: readonly MovedChat[]): Promise<void> {
  if (chats.length === 0) return;
  // Where the new chat is a room of the same unit already, the old row is one too many.
  await db.$executeRaw`
    WITH moved AS (
      SELECT d.channel, d.chat_id AS old_id, max(r."movedTo") AS new_id, max(r.at) AS at
      FROM jsonb_to_recordset(${JSON.stringify(chats)}::jsonb) AS r(id int, "movedTo" text, at timestamptz)
      JOIN delivery d USING (id) WHERE d.chat_id <> r."movedTo" GROUP BY d.channel, d.chat_id
    ), doubled AS (
      SELECT r.id, m.at FROM moved m
      JOIN room r ON r.channel = m.channel AND r.chat_id = m.old_id
      JOIN room there ON there.channel = m.channel AND there.chat_id = m.new_id AND there.unit_id = r.unit_id
    ), ended AS (
      UPDATE room r SET removed_at = COALESCE(r.removed_at, d.at) FROM doubled d WHERE r.id = d.id
    ), followed AS (
      UPDATE room r SET chat_id = m.new_id FROM moved m
      WHERE r.channel = m.channel AND r.chat_id = m.old_id AND r.id NOT IN (SELECT id FROM doubled)
    ), private AS (
      UPDATE account a SET chat_id = m.new_id FROM moved m WHERE a.channel = m.channel AND a.chat_id = m.old_id
    ), offered AS (
      UPDATE offer o SET chat_id = m.new_id FROM moved m
      WHERE o.channel = m.channel AND o.chat_id = m.old_id AND o.closed_at IS NULL
    )
    UPDATE delivery d SET chat_id = m.new_id FROM moved m
    WHERE d.channel = m.channel AND d.chat_id = m.old_id AND d.state IN ('pending', 'sending')`;
}
