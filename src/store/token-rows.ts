import type { Clock } from "../clock.ts";
import { ChannelError } from "../errors.ts";
import type { Database } from "./database.ts";
import { openText, sealText } from "./sealed-text.ts";

/** Fits the port's `TokenPair`; this room does not know the port. */
export type StoredPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessExpiresAt: Date;
};

/** What stands in the table: null where there is no row, and no pair where another SECRET_KEY sealed it. */
export type TokenRow = { readonly sealed: Uint8Array<ArrayBuffer> | null; readonly pair: StoredPair | null };

export type TokenRows = {
  /** @throws ChannelError `set-up`, `wrong-secret-key` */
  read(): Promise<TokenRow>;
  /** The same, but a row that another key sealed counts as none. */
  readOrLost(): Promise<TokenRow>;
  /** Puts a pair in the place of the row that was read; false when another row stands there by now. */
  replace(before: TokenRow, pair: StoredPair): Promise<boolean>;
};

/** The row of one channel, sealed for that channel. */
export function tokenRows(
  db: Database,
  { channel, secretKey, clock }: { channel: string; secretKey: Uint8Array; clock: Clock },
): TokenRows {
  async function readOrLost(): Promise<TokenRow> {
    const row = await db.channelToken.findUnique({ where: { channel } });
    if (row === null) return { sealed: null, pair: null };
    const text = openText(row.sealed, secretKey, channel);
    return { sealed: row.sealed, pair: text === null ? null : pairIn(text) };
  }

  return {
    readOrLost,
    async read() {
      const row = await readOrLost();
      if (row.sealed !== null && row.pair === null) throw new ChannelError("set-up", "wrong-secret-key");
      return row;
    },
    async replace(before, pair) {
      const row = { channel, sealed: sealText(JSON.stringify(pair), secretKey, channel), updatedAt: clock.now() };
      const { count } =
        before.sealed === null
          ? await db.channelToken.createMany({ data: [row], skipDuplicates: true })
          : await db.channelToken.updateMany({ where: { channel, sealed: before.sealed }, data: row });
      return count === 1;
    },
  };
}

function pairIn(text: string): StoredPair {
  const pair = JSON.parse(text) as Omit<StoredPair, "accessExpiresAt"> & { accessExpiresAt: string };
  return { ...pair, accessExpiresAt: new Date(pair.accessExpiresAt) };
}

/** Every pair is sealed with a nonce of its own: the same bytes are the same pair, stored once. */
export function isSameRow(one: TokenRow, other: TokenRow): boolean {
  if (one.sealed === null || other.sealed === null) return one.sealed === other.sealed;
  return Buffer.compare(one.sealed, other.sealed) === 0;
}
