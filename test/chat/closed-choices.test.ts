import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ChannelError } from "../../src/errors.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation } from "../support/organisation.ts";
import { type Platforms, startPlatforms } from "../support/platforms.ts";

const NOW = at("2026-11-20", "09:00");

let store: Store;
let channel: FakeChannel;
let platforms: Platforms;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  await makeOrganisation(store, NOW);
});
afterEach(() => platforms.close());

async function start(edit: boolean, atBirth = false): Promise<void> {
  channel = fakeChannel("fake", { edit });
  platforms = await startPlatforms(store, [channel], NOW, { atBirth });
}
const texts = () => channel.heard("NURSE").map(({ text }) => text);
const ASKED = "Anh/chị muốn tôi dùng tiếng nào?";
const edits = () => store.prisma.delivery.findMany({ where: { editsId: { not: null } }, orderBy: { id: "asc" } });

describe("a message whose choice was taken", () => {
  test.each([false, true])(
    "loses its choices and shows the one that was taken (claimed at birth: %s)",
    async (atBirth) => {
      await start(true, atBirth);
      await channel.says("NURSE", "/ngonngu");
      await channel.taps("NURSE", "English");
      expect(texts()).toEqual([`${ASKED}\n\n✓ English`, "From now on I speak English."]);
      expect(channel.heard("NURSE")[0]?.labels).toEqual([]);
      expect(await edits()).toMatchObject([{ key: expect.stringMatching(/^close offer \d+$/), state: "sent" }]);
    },
  );

  test("does so too when the choice was typed, and when the question was answered in words", async () => {
    await start(true);
    await channel.says("NURSE", "/ngonngu");
    await channel.says("NURSE", "2");
    expect(texts()[0]).toBe(`${ASKED}\n\n✓ English`);
    await channel.says("NURSE", "commitments");
    await channel.says("NURSE", "Viết bài về chuyển đổi số");
    const preview = channel.last("NURSE").text;
    await channel.says("NURSE", "Mở một lớp tập huấn");
    expect(texts()).not.toContain(preview);
    expect(texts().some((text) => preview.startsWith(text))).toBe(true);
  });

  test("keeps choices that only show something", async () => {
    await start(true);
    await channel.says("NURSE", "trợ giúp");
    await channel.taps("NURSE", "Việc của tôi");
    expect(channel.heard("NURSE")[0]?.labels).toContain("Việc của tôi");
    expect(await edits()).toEqual([]);
  });

  test("stays as it is where messages cannot be changed", async () => {
    await start(false);
    await channel.says("NURSE", "/ngonngu");
    await channel.taps("NURSE", "English");
    expect(channel.heard("NURSE")[0]?.labels).toEqual(["Tiếng Việt", "English"]);
    expect(await edits()).toEqual([]);
  });
});

describe("a change of a message that fails", () => {
  test("for good is given up and holds nothing up", async () => {
    await start(true);
    await channel.says("NURSE", "/ngonngu");
    channel.failNextEdit(new ChannelError("never", "unknown-message"));
    await channel.taps("NURSE", "English");
    expect(await edits()).toMatchObject([{ state: "cancelled", error: "unknown-message", attempts: 1 }]);
    expect(channel.last("NURSE").text).toBe("From now on I speak English.");
  });

  test("for a while is tried once more, and what follows in the chat does not wait for it", async () => {
    await start(true);
    await channel.says("NURSE", "/ngonngu");
    channel.failNextEdit(...Array.from({ length: 3 }, () => new ChannelError("later", "platform-down")));
    await channel.taps("NURSE", "English");
    await channel.says("NURSE", "help");
    expect(channel.last("NURSE").text).toContain("What I can do");
    platforms.now = at("2026-11-20", "09:10");
    await platforms.settle();
    platforms.now = at("2026-11-20", "10:10");
    await platforms.settle();
    expect(await edits()).toMatchObject([{ state: "cancelled", error: "platform-down", attempts: 2 }]);
  });
});
