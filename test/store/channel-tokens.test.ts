import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { TokenKeeper, TokenPair } from "../../src/delivery/token-keeper.ts";
import { type ChannelTokensSettings, tokenKeeper } from "../../src/store/channel-tokens.ts";
import { releaseLease, takeLease } from "../../src/store/lease.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openText, sealText } from "../../src/store/sealed-text.ts";
import { openTestStore, reset } from "../support/database.ts";

const secretKey = randomBytes(32);
const pairOf = (number: number): TokenPair => ({
  accessToken: `access-token-${number}`,
  refreshToken: `refresh-token-${number}`,
  accessExpiresAt: new Date(Date.UTC(2026, 10, 23, number)),
});

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
beforeEach(async () => await reset(store));
afterAll(async () => await store.close());

/** A keeper as another process would have it. */
const keeperOf = (key: Buffer = secretKey, longest: Partial<ChannelTokensSettings> = {}): TokenKeeper =>
  tokenKeeper(store, { channel: "zalo-oa", secretKey: key, clock: systemClock, ...longest });
const LEASE = "token:zalo-oa";
const notAsked = () => Promise.reject(new Error("must not be asked"));

const rowText = async (): Promise<string> =>
  Buffer.from((await store.prisma.channelToken.findUniqueOrThrow({ where: { channel: "zalo-oa" } })).sealed).toString(
    "latin1",
  );

describe("the tokens of a channel", () => {
  test("there is no pair before the first, and every keeper reads the last one", async () => {
    expect(await keeperOf().read()).toBeNull();
    await keeperOf().renew(null, async () => pairOf(1));
    await keeperOf().renew("access-token-1", async () => pairOf(2));
    expect(await keeperOf().read()).toEqual(pairOf(2));
  });

  test("two processes that renew at once make one renewal, and both get its pair", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const shown: (string | null)[] = [];
    const renew = async (stored: TokenPair | null): Promise<TokenPair> => {
      shown.push(stored?.refreshToken ?? null);
      return pairOf(shown.length + 1);
    };
    const [here, there] = [keeperOf(), keeperOf()];
    const pairs = await Promise.all([
      here.renew("access-token-1", renew),
      there.renew("access-token-1", renew),
      here.renew("access-token-1", renew),
    ]);
    expect(shown).toEqual(["refresh-token-1"]);
    expect(pairs).toEqual([pairOf(2), pairOf(2), pairOf(2)]);
  });

  test("a new pair is in the store before anybody is given it", async () => {
    const pair = await keeperOf().renew(null, async () => pairOf(1));
    expect(await keeperOf().read()).toEqual(pair);
  });

  test("a pair that was renewed meanwhile is given without a renewal", async () => {
    await keeperOf().renew(null, async () => pairOf(2));
    const renew = () => Promise.reject(new Error("must not be asked"));
    expect(await keeperOf().renew("access-token-1", renew)).toEqual(pairOf(2));
    expect(await keeperOf().renew(null, renew)).toEqual(pairOf(2));
  });

  test("a renewal that is refused keeps the old pair, and its reason is passed on", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const refusal = new Error("refused");
    await expect(keeperOf().renew("access-token-1", () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await keeperOf().read()).toEqual(pairOf(1));
    expect(await keeperOf().renew("access-token-1", async () => pairOf(2))).toEqual(pairOf(2));
  });

  test("nothing of a pair can be read in the table, and the same pair never looks the same", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const first = await rowText();
    expect(first).not.toMatch(/token|access|refresh|2026/i);
    await keeperOf().renew("access-token-1", async () => pairOf(1));
    expect(await rowText()).not.toBe(first);
  });

  test("another secret key, another channel's row and a changed byte are told, not read", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const wrongKey = { outcome: "set-up", code: "wrong-secret-key" };
    const other = keeperOf(randomBytes(32));
    await expect(other.read()).rejects.toMatchObject(wrongKey);
    await expect(other.renew("access-token-1", async () => pairOf(2))).rejects.toMatchObject(wrongKey);
    await store.prisma.channelToken.update({ where: { channel: "zalo-oa" }, data: { channel: "other" } });
    const moved = tokenKeeper(store, { channel: "other", secretKey, clock: systemClock });
    await expect(moved.read()).rejects.toMatchObject(wrongKey);
  });

  test("a pair sealed with a lost key is replaced by a renewal that knows of none, and stays when that is refused", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const other = keeperOf(randomBytes(32));
    const refusal = new Error("refused");
    await expect(other.renew(null, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(await keeperOf().read()).toEqual(pairOf(1));
    expect(await other.renew(null, async () => pairOf(2))).toEqual(pairOf(2));
    expect(await other.read()).toEqual(pairOf(2));
  });

  test("a secret key of another length is refused at once", () => {
    expect(() => keeperOf(randomBytes(16))).toThrow("16 bytes");
  });

  test("a renewal that takes too long gives the store back, and its pair is kept when it comes", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const keeper = keeperOf(secretKey, { longestRenewalMs: 1 });
    let come: (pair: TokenPair) => void = () => undefined;
    const slow = new Promise<TokenPair>((resolve) => {
      come = resolve;
    });
    await expect(keeper.renew("access-token-1", () => slow)).rejects.toMatchObject({
      outcome: "later",
      code: "tokens-late",
    });
    expect(await keeperOf().read()).toEqual(pairOf(1));
    come(pairOf(2));
    await slow;
    const asked = await keeper.renew("access-token-1", () => Promise.reject(new Error("the old one is spent")));
    expect(asked).toEqual(pairOf(2));
    expect(await keeperOf().read()).toEqual(pairOf(2));
  });

  test("while the platform is asked for a pair, the store serves everybody", async () => {
    const served = await keeperOf().renew(null, async () => {
      await store.prisma.$transaction((db) => db.$queryRaw`SELECT 1`, { maxWait: 2_000 });
      return pairOf(1);
    });
    expect(served).toEqual(pairOf(1));
  });

  test("while one process asks for a pair, another waits for it and does not ask", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    let come: (pair: TokenPair) => void = () => undefined;
    const slow = new Promise<TokenPair>((resolve) => {
      come = resolve;
    });
    let begun: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const here = keeperOf().renew("access-token-1", () => {
      begun();
      return slow;
    });
    await asking;
    const there = keeperOf().renew("access-token-1", notAsked);
    await expect(keeperOf(secretKey, { longestWaitMs: 0 }).renew("access-token-1", notAsked)).rejects.toMatchObject({
      outcome: "later",
      code: "tokens-late",
    });
    come(pairOf(2));
    expect(await Promise.all([here, there])).toEqual([pairOf(2), pairOf(2)]);
    expect(await store.prisma.lease.count()).toBe(0);
  });

  test("a process that died in the middle of a renewal holds up the others until its lease runs out", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    await takeLease(store.prisma, LEASE, "dead", 30);
    const keeper = keeperOf(secretKey, { longestWaitMs: 0 });
    await expect(keeper.renew("access-token-1", notAsked)).rejects.toMatchObject({ code: "tokens-late" });
    await store.prisma.$executeRaw`UPDATE lease SET until = now() - interval '1 second'`;
    expect(await keeper.renew("access-token-1", async () => pairOf(2))).toEqual(pairOf(2));
  });

  test("a pair that the store did not take is used by nobody, is stored later, and meanwhile no other process asks", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const keeper = keeperOf();
    const other = keeperOf(secretKey, { longestWaitMs: 0 });
    await store.prisma.$executeRaw`ALTER TABLE channel_token ADD CONSTRAINT shut CHECK (false) NOT VALID`;
    try {
      await expect(keeper.renew("access-token-1", async () => pairOf(2))).rejects.toThrow();
      await expect(other.renew("access-token-1", notAsked)).rejects.toMatchObject({ code: "tokens-late" });
    } finally {
      await store.prisma.$executeRaw`ALTER TABLE channel_token DROP CONSTRAINT shut`;
    }
    expect(await keeper.renew("access-token-1", notAsked)).toEqual(pairOf(2));
    expect(await other.read()).toEqual(pairOf(2));
    expect(await store.prisma.lease.count()).toBe(0);
  });

  test("a pair that comes after another process has stored one does not take its place", async () => {
    await keeperOf().renew(null, async () => pairOf(1));
    const late = await keeperOf().renew("access-token-1", async () => {
      // Its lease has run out, as when the machine slept.
      await releaseLease(store.prisma, LEASE, (await store.prisma.lease.findFirstOrThrow()).holder);
      await keeperOf().renew("access-token-1", async () => pairOf(3));
      return pairOf(2);
    });
    expect(late).toEqual(pairOf(3));
    expect(await keeperOf().read()).toEqual(pairOf(3));
  });

  test("what is sealed opens as it was, and not when any of its bytes is another", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
        const wellFormed = text.toWellFormed();
        const sealed = sealText(wellFormed, secretKey, "here");
        expect(openText(sealed, secretKey, "here")).toBe(wellFormed);
        expect(openText(sealed, secretKey, "there")).toBeNull();
        const changed = sealed.with(at % sealed.length, (sealed[at % sealed.length] ?? 0) ^ 1);
        expect(openText(changed, secretKey, "here")).toBeNull();
        expect(openText(sealed.subarray(0, 20), secretKey, "here")).toBeNull();
      }),
    );
  });
});
