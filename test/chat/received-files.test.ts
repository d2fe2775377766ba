import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { vi } from "../../src/texts/vi.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation } from "../support/organisation.ts";

const NOW = at("2026-11-20", "09:00");

let store: Store;
let bot: Bot;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  const organisation = await makeOrganisation(store, NOW);
  await organisation.give({
    text: "Lập báo cáo",
    unitId: organisation.units.health,
    dueOn: "2026-11-25",
    holderId: organisation.members.nurse,
  });
  bot = await startBot(store, NOW);
});

const sends = (name: string, sizeBytes: number | null) =>
  bot.happens("NURSE", { kind: "files", files: [{ fileRef: "x", name, sizeBytes }], caption: "" });

test.each([
  ["3 GB", 3_000_000_000],
  ["more than any disk holds", Number.MAX_VALUE],
  ["half a byte", 0.5],
  ["less than nothing", -1e300],
  ["a size that the platform does not say", null],
])("a file of %s is taken down like any other: it is no error of ours", async (_, sizeBytes) => {
  await sends("phim.zip", sizeBytes);
  expect(bot.last("NURSE").text).toContain(vi.evidence.which);
  expect(bot.last("NURSE").text).not.toContain(vi.talk.failed);
  expect(await store.prisma.attachment.findMany()).toMatchObject([
    {
      name: "phim.zip",
      sizeBytes: sizeBytes === null ? null : Math.min(Math.max(Math.trunc(sizeBytes), 0), 2_147_483_647),
    },
  ]);
});

test("a file's name may hold half a letter or a NUL character: what can be written of it is kept", async () => {
  await sends("ảnh\ud83d\0.jpg", 3);
  expect(bot.last("NURSE").text).toContain(vi.evidence.which);
  expect(await store.prisma.attachment.findMany()).toMatchObject([{ name: "ảnh\ufffd.jpg" }]);
});
