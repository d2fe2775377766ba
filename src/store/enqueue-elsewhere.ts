import { accountOrder } from "./account-order.ts";
import type { Database } from "./database.ts";
import { instant } from "./database.ts";

/**
 * Messages that could not be delivered go to the reader's next account: not blocked, and not tried before for the same
 * message. Their choices are printed there anew, as an offer of that chat; an offer that was closed meanwhile is left out.
 * What has expired, and who has no other account, gets nothing. Only accounts on `configured` channels count (null: on any).
 * Returns the channels that now have something to claim.
 */
export async function enqueueElsewhere(
  db: Database,
  lost: readonly { readonly id: number; readonly at: Date }[],
  configured: readonly string[] | null,
): Promise<readonly string[]> {
  const [last] = lost.toSorted((one, other) => other.at.getTime() - one.at.getTime());
  if (last === undefined) return [];
  const now = instant(last.at);
  const rows = await db.$queryRaw<{ channel: string }[]>`
    WITH RECURSIVE lost AS (
      SELECT d.* FROM delivery d
      WHERE d.id = ANY(${lost.map(({ id }) => id)}::int[]) AND d.state IN ('failed', 'cancelled') AND d.member_id IS NOT NULL
        AND d.edits_id IS NULL AND (d.expires_at IS NULL OR d.expires_at > ${now}::timestamptz)
    ), tried AS (
      SELECT l.id AS lost_id, l.channel, l.chat_id, l.instead_of_id FROM lost l
      UNION ALL
      SELECT t.lost_id, d.channel, d.chat_id, d.instead_of_id FROM tried t JOIN delivery d ON d.id = t.instead_of_id
    ), placed AS MATERIALIZED (
      SELECT l.*, account.channel AS to_channel, account.chat_id AS to_chat, account.paused_until, offer.choices,
             offer.expires_at AS offer_expires_at,
             CASE WHEN offer.id IS NOT NULL THEN nextval('offer_id_seq')::int END AS offer_id
      FROM lost l
      CROSS JOIN LATERAL (
        SELECT a.channel, a.chat_id, a.paused_until FROM account a
        WHERE a.member_id = l.member_id AND a.blocked_at IS NULL
          AND (${configured}::text[] IS NULL OR a.channel = ANY(${configured}::text[]))
          AND NOT EXISTS (SELECT 1 FROM tried t WHERE t.lost_id = l.id AND t.channel = a.channel AND t.chat_id = a.chat_id)
        ORDER BY ${accountOrder(last.at)} LIMIT 1
      ) account
      LEFT JOIN offer ON offer.id = (l.message #>> '{offer,offerId}')::int AND offer.closed_at IS NULL
    ), fresh AS (
      INSERT INTO delivery ("key", channel, chat_id, member_id, proactive, required_role, required_unit_id, message,
                            created_at, available_at, expires_at, instead_of_id)
      SELECT "key" || ' instead ' || id, to_channel, to_chat, member_id, proactive, required_role, required_unit_id,
             CASE WHEN offer_id IS NULL THEN message || '{"offer": null}'
                  ELSE jsonb_set(message, '{offer,offerId}', to_jsonb(offer_id)) END,
             ${now}::timestamptz, GREATEST(${now}::timestamptz, paused_until), expires_at, id
      FROM placed ORDER BY id
      ON CONFLICT ("key") DO NOTHING
      RETURNING channel, instead_of_id
    ), offered AS (
      INSERT INTO offer (id, channel, chat_id, reader_id, choices, created_at, expires_at)
      SELECT p.offer_id, p.to_channel, p.to_chat, p.member_id, p.choices, ${now}::timestamptz, p.offer_expires_at
      FROM placed p JOIN fresh f ON f.instead_of_id = p.id WHERE p.offer_id IS NOT NULL
    )
    SELECT DISTINCT channel FROM fresh`;
  return rows.map(({ channel }) => channel);
}
