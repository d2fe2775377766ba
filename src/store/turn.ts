import { type Database, instant } from "./database.ts";

export type TurnMembership = {
  readonly unitId: number;
  readonly unitName: string;
  readonly role: "member" | "head" | "leader" | "admin";
};

export type StoredTalk = {
  readonly id: number;
  readonly dialog: string;
  readonly step: string;
  readonly data: unknown;
  readonly misses: number;
};

export type StoredOffer = {
  readonly id: number;
  readonly readerId: number;
  readonly choices: unknown;
  readonly open: boolean;
};

/** Who wrote, and what the conversation stands at. */
export type Picture = {
  readonly memberId: number;
  readonly code: string;
  readonly fullName: string;
  readonly language: string | null;
  readonly memberships: readonly TurnMembership[];
  /** The account they wrote on. */
  readonly accountId: number;
  /** It was blocked until this event. */
  readonly blocked: boolean;
  /** They wrote there while the bot kept quiet, and have not been told that it was not read. */
  readonly unread: boolean;
  readonly talk: StoredTalk | null;
  /** Talks waiting in line, the one parked last first. */
  readonly waiting: readonly StoredTalk[];
  /** The offer that was tapped. */
  readonly tapped: StoredOffer | null;
  /** The newest offer of the chat: what a typed number means. */
  readonly newest: StoredOffer | null;
};

export type Turn = {
  readonly seenBefore: boolean;
  /** Somebody of the organisation answers this person by hand, whether we know the person or not. */
  readonly paused: boolean;
  readonly picture: Picture | null;
};

type TurnRequest = {
  readonly channel: string;
  readonly eventId: string;
  readonly address: string;
  readonly chatId: string;
  readonly tappedOfferId: number | null;
  /** The person themselves wrote in their private chat, or let the bot in again: the account is neither silent nor blocked. */
  readonly heard: boolean;
  readonly now: Date;
};

type PictureRow = Omit<Picture, "memberships" | "waiting"> & {
  memberships: TurnMembership[] | null;
  waiting: StoredTalk[] | null;
};
type TurnRow = PictureRow & { fresh: boolean; turn: number | null; turnSeen: number | null; paused: boolean };

/**
 * Begins the handling of one event, inside a transaction: remembers the event, locks the person, notes that the account was
 * heard, and takes the picture, in one round trip. An offer of another chat is not open in this one.
 * A repeat of the event is `seenBefore`; an account nobody has linked has no picture.
 */
export async function beginTurn(db: Database, request: TurnRequest): Promise<Turn> {
  const rows = await db.$queryRaw<TurnRow[]>`
    WITH event AS (
      INSERT INTO incoming_event (channel, event_id, received_at)
      VALUES (${request.channel}, ${request.eventId}, ${instant(request.now)}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING 1
    ), locked AS (
      UPDATE member m SET turn = m.turn + 1 FROM account a, event
      WHERE a.channel = ${request.channel} AND a.address = ${request.address} AND m.id = a.member_id
      RETURNING m.id, m.turn
    ), heard AS (
      UPDATE account a SET last_heard_at = ${instant(request.now)}::timestamptz, silence = 0, blocked_at = NULL FROM locked l
      WHERE ${request.heard} AND a.channel = ${request.channel} AND a.address = ${request.address} AND a.member_id = l.id
    )
    SELECT EXISTS (SELECT 1 FROM event) AS fresh, l.turn, m.turn AS "turnSeen", m.id AS "memberId", m.code,
      m.full_name AS "fullName", m.language, a.id AS "accountId", a.blocked_at IS NOT NULL AS blocked,
      COALESCE(CASE WHEN a.id IS NULL THEN p.until ELSE a.paused_until END > ${instant(request.now)}::timestamptz, false)
        AS paused,
      a.unread,
      (SELECT jsonb_agg(jsonb_build_object('unitId', u.id, 'unitName', COALESCE(u.short_name, u.name), 'role', ms.role)
                        ORDER BY ms.position)
       FROM membership ms JOIN unit u ON u.id = ms.unit_id WHERE ms.member_id = m.id) AS memberships,
      (SELECT jsonb_build_object('id', t.id, 'dialog', t.dialog, 'step', t.step, 'data', t.data, 'misses', t.misses)
       FROM talk t WHERE t.member_id = m.id AND NOT t.waiting) AS talk,
      (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'dialog', t.dialog, 'step', t.step, 'data', t.data, 'misses', 0)
                        ORDER BY t.updated_at DESC, t.id DESC)
       FROM talk t WHERE t.member_id = m.id AND t.waiting) AS waiting,
      (SELECT jsonb_build_object('id', o.id, 'readerId', o.reader_id, 'choices', o.choices,
                'open', o.closed_at IS NULL AND o.expires_at > ${instant(request.now)}::timestamptz
                        AND o.channel = ${request.channel} AND o.chat_id = ${request.chatId})
       FROM offer o WHERE o.id = ${request.tappedOfferId}) AS tapped,
      (SELECT jsonb_build_object('id', o.id, 'readerId', o.reader_id, 'choices', o.choices,
                'open', o.closed_at IS NULL AND o.expires_at > ${instant(request.now)}::timestamptz)
       FROM offer o WHERE o.reader_id = m.id AND o.channel = ${request.channel} AND o.chat_id = ${request.chatId}
       ORDER BY o.id DESC LIMIT 1) AS newest
    FROM (SELECT 1) once LEFT JOIN locked l ON true LEFT JOIN member m ON m.id = l.id
    LEFT JOIN account a ON a.channel = ${request.channel} AND a.address = ${request.address}
    LEFT JOIN stranger_pause p ON p.channel = ${request.channel} AND p.address = ${request.address}`;
  const row = rows[0];
  if (row === undefined || !row.fresh) return { seenBefore: true, paused: false, picture: null };
  const { paused } = row;
  if (row.turn === null) return { seenBefore: false, paused, picture: null };
  // The statement saw the store as it was when it began. If it then waited for the lock, somebody changed it meanwhile.
  if (row.turnSeen !== row.turn - 1) return await lookAgain(db, request);
  return { seenBefore: false, paused, picture: pictureOf(row) };
}

/** The same event under another name: the lock is held now, so what is read is what stands. */
const lookAgain = (db: Database, request: TurnRequest): Promise<Turn> =>
  beginTurn(db, { ...request, eventId: `${request.eventId} again` });

const pictureOf = ({ memberships, waiting, ...row }: TurnRow): Picture => ({
  memberId: row.memberId,
  code: row.code,
  fullName: row.fullName,
  language: row.language,
  memberships: memberships ?? [],
  accountId: row.accountId,
  blocked: row.blocked,
  unread: row.unread,
  talk: row.talk,
  waiting: waiting ?? [],
  tapped: row.tapped,
  newest: row.newest,
});
