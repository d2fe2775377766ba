import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import type { Database } from "./database.ts";
import type { Store } from "./open-store.ts";
import { KEY_BYTES, openText, sealText } from "./sealed-text.ts";

/** Fits the port's `TokenPair`; this room does not know the port. */
export type StoredPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessExpiresAt: Date;
};

type Renew = (stored: StoredPair | null) => Promise<StoredPair>;

export type ChannelTokens = {
  read(): Promise<StoredPair | null>;
  renew(spent: string | null, renew: Renew): Promise<StoredPair>;
};

export type ChannelTokensSettings = {
  readonly channel: string;
  /** 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly clock: Clock;
  /** The lock is given up when a renewal takes longer: the embedded store serves nobody else meanwhile. */
  readonly longestRenewalMs?: number;
};

const LONGEST_RENEWAL_MS = 15_000;
/** Others may stand in line before us, each for as long as a renewal may take. */
const TRANSACTION_TIMES = { maxWait: 20_000, timeout: 45_000 };

/**
 * The `TokenKeeper` of a channel: one sealed row. A renewal runs under a lock of its transaction, so one process of many
 * renews. A pair that came too late, or could not be committed, is not lost: the old one is spent by then, so it is kept in
 * memory and stored as soon as the store takes it.
 *
 * Everything rejects with a `set-up` ChannelError `wrong-secret-key` when the row was sealed with another SECRET_KEY; only a
 * renewal that knows of no pair replaces such a row. `renew` rejects with `later`, `tokens-late` when the platform took too long.
 */
export function tokenKeeper(store: Store, settings: ChannelTokensSettings): ChannelTokens {
  const { channel, secretKey, clock, longestRenewalMs = LONGEST_RENEWAL_MS } = settings;
  if (secretKey.length !== KEY_BYTES)
    throw new RangeError(`SECRET_KEY has ${secretKey.length} bytes, not ${KEY_BYTES}`);
  /** A pair that the platform gave and the store does not have yet, and the access token it replaces. */
  let unsaved: { readonly replaces: string | null; readonly pair: StoredPair } | null = null;
  let renewing: { readonly spent: string | null; readonly pair: Promise<StoredPair> } | null = null;

  async function readIn(db: Database): Promise<StoredPair | null> {
    const row = await db.channelToken.findUnique({ where: { channel } });
    if (row === null) return null;
    const text = openText(row.sealed, secretKey, channel);
    if (text === null) throw new ChannelError("set-up", "wrong-secret-key");
    const pair = JSON.parse(text) as Omit<StoredPair, "accessExpiresAt"> & { accessExpiresAt: string };
    return { ...pair, accessExpiresAt: new Date(pair.accessExpiresAt) };
  }

  async function writeIn(db: Database, pair: StoredPair): Promise<void> {
    const row = { sealed: sealText(JSON.stringify(pair), secretKey, channel), updatedAt: clock.now() };
    await db.channelToken.upsert({ where: { channel }, create: { channel, ...row }, update: row });
  }

  async function renewLocked(spent: string | null, renew: Renew): Promise<StoredPair> {
    const pair = await store.prisma.$transaction(async (db) => {
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`nhacviec tokens ${channel}`}))::text`;
      const stored = await readIn(db).catch((error: unknown) => {
        if (spent === null && error instanceof ChannelError) return null;
        throw error;
      });
      const storedAccess = stored?.accessToken ?? null;
      if (stored !== null && storedAccess !== spent && unsaved?.replaces !== storedAccess) return stored;
      if (unsaved === null || unsaved.replaces !== storedAccess) {
        const given = renew(stored).then((fresh) => {
          unsaved = { replaces: storedAccess, pair: fresh };
          return fresh;
        });
        await inTime(given);
      }
      if (unsaved === null) throw new ChannelError("later", "tokens-late");
      await writeIn(db, unsaved.pair);
      return unsaved.pair;
    }, TRANSACTION_TIMES);
    if (unsaved?.pair.accessToken === pair.accessToken) unsaved = null;
    return pair;
  }

  /** Waits for a new pair while the lock may be held; one that comes later is stored when it comes. */
  async function inTime(given: Promise<StoredPair>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), longestRenewalMs);
    });
    const first = await Promise.race([given, late]).finally(() => clearTimeout(timer));
    if (first !== "late") return;
    void given.then((pair) => renewOnce(pair.accessToken, async () => pair)).catch(() => undefined);
    throw new ChannelError("later", "tokens-late");
  }

  /** Those who ask at once in this process get one renewal. */
  async function renewOnce(spent: string | null, renew: Renew): Promise<StoredPair> {
    if (renewing?.spent === spent) return await renewing.pair;
    const begun = { spent, pair: renewLocked(spent, renew) };
    renewing = begun;
    try {
      return await begun.pair;
    } finally {
      if (renewing === begun) renewing = null;
    }
  }

  return { read: async () => await readIn(store.prisma), renew: renewOnce };
}
