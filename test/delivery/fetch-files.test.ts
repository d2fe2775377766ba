import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../src/delivery/channel.ts";
import { fileFetcher, isGivenUp } from "../../src/delivery/fetch-files.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { keepAttachments } from "../../src/store/attachments.ts";
import { fileStore } from "../../src/store/files.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { local } from "../support/planning.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const MORNING = local("2026-11-20 09:00");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const newFolder = temporaryFolders();
let store: Store;
let organisation: Organisation;
let now: Date;
let asked: string[];

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  now = MORNING;
  asked = [];
  organisation = await makeOrganisation(store, now);
});

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};

/** Files on a channel, called `bad 1`, `bad 2` … */
const received = (name: string, count: number, channel = "fake") =>
  keepAttachments(store.prisma, {
    memberId: organisation.members.nurse,
    channel,
    files: Array.from({ length: count }, (_, index) => ({
      fileRef: `${name} ${index + 1}`,
      name: "anh.jpg",
      sizeBytes: 3,
    })),
    now,
  });

type Download = Channel["download"];

/** A fetcher for one channel, which has files called `good` and nothing else, unless it behaves otherwise. */
function fetcher(download?: Download, failure = new ChannelError("set-up", "missing-permission")) {
  const own: Download = async (fileRef) => {
    if (fileRef.startsWith("good")) return new Uint8Array([1, 2, 3]);
    throw failure;
  };
  const channel: Channel = {
    ...fakeChannel(),
    download: (fileRef, maxBytes) => {
      asked.push(fileRef);
      return (download ?? own)(fileRef, maxBytes);
    },
  };
  return fileFetcher({
    store,
    files: fileStore(newFolder()),
    channels: new Map([["fake", channel]]),
    clock: { now: () => now },
    log: createLog("silent"),
  });
}

const rows = () => store.prisma.attachment.findMany({ orderBy: { id: "asc" } });

describe("received files whose bytes are to be fetched", () => {
  test("files that cannot be had keep no other from being fetched", async () => {
    await received("bad", 25);
    await received("good", 1);
    const files = fetcher();
    await files.fetchWaiting();
    expect((await rows()).filter(({ storedAt }) => storedAt !== null)).toHaveLength(1);

    later(10 * MINUTE);
    await received("good", 1);
    asked = [];
    await files.fetchWaiting();
    expect(asked.indexOf("good 1")).toBeLessThan(3);
    expect((await rows()).filter(({ storedAt }) => storedAt !== null)).toHaveLength(2);
  });

  test("a file that cannot be had is tried ever more rarely, and once an hour in the end", async () => {
    await received("bad", 1);
    const files = fetcher();
    const triedAfter: number[] = [];
    for (let minute = 0; minute <= 240; minute += 5) {
      asked = [];
      await files.fetchWaiting();
      if (asked.length > 0) triedAfter.push(minute);
      later(5 * MINUTE);
    }
    expect(triedAfter).toEqual([0, 5, 10, 20, 40, 80, 140, 200]);
  });

  test("a file is given up after three days of trying, and at once when it can never be had", async () => {
    const past = (ms: number) => new Date(MORNING.getTime() + ms);
    expect(isGivenUp(new ChannelError("never", "unknown-file"), MORNING, MORNING)).toBe(true);
    for (const failure of [
      new ChannelError("later", "unreachable"),
      new ChannelError("set-up", "missing-permission"),
      null,
    ]) {
      expect(isGivenUp(failure, MORNING, past(3 * DAY - 1))).toBe(false);
      expect(isGivenUp(failure, MORNING, past(3 * DAY))).toBe(true);
    }
    await received("bad", 1);
    const files = fetcher();
    await files.fetchWaiting();
    expect(await rows()).toMatchObject([{ failedAt: null }]);
    now = past(3 * DAY);
    await files.fetchWaiting();
    await files.fetchWaiting();
    expect(await rows()).toMatchObject([{ failedAt: now, storedAt: null }]);
    expect(asked).toHaveLength(2);
  });

  test("a file of a channel that was taken out of the set-up is left alone, and given up after three days too", async () => {
    await received("good", 1, "gone");
    const files = fetcher();
    await files.fetchWaiting();
    expect(await rows()).toMatchObject([{ failedAt: null }]);
    later(3 * DAY);
    await files.fetchWaiting();
    expect(await rows()).toMatchObject([{ failedAt: now }]);
    expect(asked).toEqual([]);
  });

  test("no more than three files are in memory at once, however many wait", async () => {
    await received("good", 20);
    let open = 0;
    let most = 0;
    const files = fetcher(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return new Uint8Array([1]);
    });
    await files.fetchWaiting();
    expect(asked).toHaveLength(20);
    expect(most).toBe(3);
  });

  test("two processes do not fetch the same file of some age at the same time", async () => {
    await received("good", 3);
    later(5 * MINUTE);
    await Promise.all([fetcher().fetchWaiting(), fetcher().fetchWaiting()]);
    expect(asked.toSorted()).toEqual(["good 1", "good 2", "good 3"]);
  });
});
