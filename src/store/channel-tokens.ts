import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import { releaseLease, takeLease } from "./lease.ts";
import type { Store } from "./open-store.ts";
import { KEY_BYTES } from "./sealed-text.ts";
import { isSameRow, type StoredPair, type TokenRow, tokenRows } from "./token-rows.ts";

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
  /** Whoever asked is told `later` when a renewal takes longer. */
  readonly longestRenewalMs?: number;
  /** The same for who waits for the renewal of another process. */
  readonly longestWaitMs?: number;
};

const LONGEST_RENEWAL_MS = 15_000;
const LONGEST_WAIT_MS = 20_000;
/** Longer than a renewal takes; a process that dies in the middle of one holds up the others for so long at most. */
const LEASE_SECONDS = 30;
const LOOK_AGAIN_AFTER_MS = 100;

/** What the platform was asked for or has given, and the row that it replaces. */
type Replacing<Given> = { readonly row: TokenRow; readonly pair: Given };

/**
 * The `TokenKeeper` of a channel: one sealed row. Who renews holds a lease, so one process of many does, and the others wait for
 * its pair. No transaction is open meanwhile: on the embedded store every other one would wait for the platform. A pair that came
 * too late, or could not be stored, is not lost: the old one is spent by then, so it is kept in memory and stored as soon as the
 * store takes it, unless another pair was stored since.
 *
 * Everything rejects with a `set-up` ChannelError `wrong-secret-key` when the row was sealed with another SECRET_KEY; only a
 * renewal that knows of no pair replaces such a row. `renew` rejects with `later`, `tokens-late` when the platform, or the process
 * that asks it, took too long.
 */
export function tokenKeeper(store: Store, settings: ChannelTokensSettings): ChannelTokens {
  const { channel, secretKey, longestRenewalMs = LONGEST_RENEWAL_MS, longestWaitMs = LONGEST_WAIT_MS } = settings;
  if (secretKey.length !== KEY_BYTES)
    throw new RangeError(`SECRET_KEY has ${secretKey.length} bytes, not ${KEY_BYTES}`);
  const rows = tokenRows(store.prisma, settings);
  const lease = `token:${channel}`;
  const holder = randomUUID();
  let asked: Replacing<Promise<StoredPair>> | null = null;
  let unsaved: Replacing<StoredPair> | null = null;
  let renewing: { readonly spent: string | null; readonly pair: Promise<StoredPair> } | null = null;
  let line: Promise<unknown> = Promise.resolve();

  /** One after the other in this process, which holds the lease as one. */
  function inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = line.then(work);
    line = done.catch(() => undefined);
    return done;
  }

  const rowFor = (spent: string | null): Promise<TokenRow> => (spent === null ? rows.readOrLost() : rows.read());

  /** The pair of a row, unless it is the spent one, or one that this process is about to replace. */
  function renewedSince(spent: string | null, row: TokenRow): StoredPair | null {
    const isSpent = replaces(asked, row) || replaces(unsaved, row) || row.pair?.accessToken === spent;
    return isSpent ? null : row.pair;
  }

  async function renewLeased(spent: string | null, renew: Renew): Promise<StoredPair> {
    const giveUpAtMs = performance.now() + longestWaitMs;
    for (;;) {
      const stored = renewedSince(spent, await rowFor(spent));
      if (stored !== null) return stored;
      if ((await takeLease(store.prisma, lease, holder, LEASE_SECONDS)) !== "theirs") break;
      if (performance.now() >= giveUpAtMs) throw new ChannelError("later", "tokens-late");
      await delay(LOOK_AGAIN_AFTER_MS);
    }
    try {
      // Between the look and the lease somebody may have stored a new pair.
      const row = await rowFor(spent);
      if (!replaces(unsaved, row)) unsaved = null;
      const stored = renewedSince(spent, row);
      if (stored !== null) return stored;
      if (!replaces(unsaved, row)) await inTime(row, renew);
      return await save();
    } finally {
      await releaseIfDone();
    }
  }

  /** Asks the platform, or waits for what it was asked before; a pair that comes too late for the caller is stored when it comes. */
  async function inTime(row: TokenRow, renew: Renew): Promise<void> {
    const asking = asked !== null && replaces(asked, row) ? asked : { row, pair: renew(row.pair) };
    asked = asking;
    const given = asking.pair
      .then((pair) => {
        unsaved = { row, pair };
      })
      .finally(() => {
        if (asked === asking) asked = null;
      });
    const ending = new AbortController();
    const late = delay(longestRenewalMs, "late", { signal: ending.signal }).catch(() => "late");
    const first = await Promise.race([given, late]).finally(() => ending.abort());
    if (first !== "late") return;
    const finish = (): Promise<unknown> =>
      inLine(() => (unsaved === null ? releaseIfDone() : save().then(releaseIfDone)));
    // What the store does not take now it takes at the next renewal.
    void given.then(finish, finish).catch(() => undefined);
    throw new ChannelError("later", "tokens-late");
  }

  /** Stores what the platform gave, before anybody calls with it; else gives what was stored instead. */
  async function save(): Promise<StoredPair> {
    const saved = unsaved;
    const written = saved !== null && (await rows.replace(saved.row, saved.pair));
    if (unsaved === saved) unsaved = null;
    if (written) return saved.pair;
    const { pair } = await rows.read();
    if (pair === null) throw new ChannelError("later", "tokens-late");
    return pair;
  }

  /** What is on its way, or could not be stored, is for this process to finish: until the lease runs out no other asks anew. */
  async function releaseIfDone(): Promise<void> {
    if (asked === null && unsaved === null) await releaseLease(store.prisma, lease, holder).catch(() => undefined);
  }

  /** Those who ask at once in this process get one renewal. */
  async function renewOnce(spent: string | null, renew: Renew): Promise<StoredPair> {
    if (renewing?.spent === spent) return await renewing.pair;
    const begun = { spent, pair: inLine(() => renewLeased(spent, renew)) };
    renewing = begun;
    try {
      return await begun.pair;
    } finally {
      if (renewing === begun) renewing = null;
    }
  }

  return { read: async () => (await rows.read()).pair, renew: renewOnce };
}

const replaces = (one: Replacing<unknown> | null, row: TokenRow): boolean => one !== null && isSameRow(one.row, row);
