import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { type Letter, post } from "../../src/delivery/post.ts";
import { createLog } from "../../src/log.ts";
import { jobsWith } from "../../src/schedule/jobs.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { planUnconfigured } from "../../src/schedule/unconfigured-channels.ts";
import { planUnreachable } from "../../src/schedule/unreachable.ts";
import { takeLease } from "../../src/store/lease.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation, ZONE } from "../support/organisation.ts";
import { lettersTo, local, planAt } from "../support/planning.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const plan = planUnconfigured(["blue", "console"]);
const newFolder = temporaryFolders();
let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-11-20", "09:00"), "red");
});

const MORNING = "2026-11-23 08:00";
const letter = (key: string, rest: Partial<Letter> = {}): Letter => ({
  key,
  to: { memberId: organisation.members.nurse },
  title: null,
  body: "nhắc",
  choices: [],
  files: [],
  proactive: true,
  requires: null,
  expiresAt: null,
  ...rest,
});
const accountOn = (channel: string, rank: number) =>
  store.prisma.account.create({
    data: {
      memberId: organisation.members.nurse,
      channel,
      address: `N ${channel}`,
      chatId: `N ${channel}`,
      rank,
      linkedAt: at("2026-11-20", "09:00"),
    },
  });
const rows = async () =>
  (await store.prisma.delivery.findMany({ orderBy: { id: "asc" } })).map(({ channel, state, error }) => [
    channel,
    state,
    error,
  ]);
const FAILED = ["red", "failed", "channel-not-configured"];

describe("a message for a platform that was taken out of the set-up", () => {
  test("fails, and goes to the reader's next account among the platforms that are there", async () => {
    await accountOn("green", 1);
    await accountOn("blue", 2);
    await post(store.prisma, [letter("first")], local(MORNING));
    expect(await planAt(store, plan, "2026-11-23 08:10")).toEqual(["blue"]);
    expect(await rows()).toEqual([FAILED, ["blue", "pending", null]]);
    expect(await planAt(store, plan, "2026-11-23 08:15")).toEqual([]);
    expect(await rows()).toHaveLength(2);
  });

  test("is told to the head like any other reminder that could not be sent, when there is no other account", async () => {
    await organisation.give({
      text: "Lập danh sách",
      unitId: organisation.units.health,
      dueOn: "2026-11-24",
      holderId: organisation.members.nurse,
    });
    await planAt(store, planReminders, MORNING);
    await planAt(store, plan, "2026-11-23 08:10");
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    const told = await lettersTo(store, { memberId: organisation.members.healthHead });
    expect(told.map(({ key }) => key).filter((key) => key.startsWith("unreachable"))).toHaveLength(1);
  });

  test("for a room fails, and a change of a message is left", async () => {
    const room = await store.prisma.room.create({
      data: { channel: "red", chatId: "group", unitId: organisation.units.root, createdAt: local(MORNING) },
    });
    await post(store.prisma, [letter("week 46", { to: { roomId: room.id } })], local(MORNING));
    await post(store.prisma, [letter("change")], local(MORNING));
    await store.prisma.delivery.update({ where: { key: "change" }, data: { editsId: 1 } });
    expect(await planAt(store, plan, "2026-11-23 08:10")).toEqual([]);
    expect(await rows()).toEqual([FAILED, ["red", "cancelled", "channel-not-configured"]]);
  });

  test("that was being sent when its process died is found too, and one whose time is over goes nowhere", async () => {
    await accountOn("blue", 1);
    await post(store.prisma, [letter("old", { expiresAt: local("2026-11-23 08:05") }), letter("dead")], local(MORNING));
    await store.prisma.delivery.update({
      where: { key: "dead" },
      data: { state: "sending", attempts: 1, leaseUntil: new Date(0) },
    });
    await planAt(store, plan, "2026-11-23 08:10");
    expect(await rows()).toEqual([["red", "expired", "channel-not-configured"], FAILED, ["blue", "pending", null]]);
  });
});

describe("a message that is let be", () => {
  test.each(["red", "blue"])(
    "while the platform %s is in the set-up of one of the processes, it waits",
    async (channel) => {
      await store.prisma.account.updateMany({ where: { channel: "red" }, data: { channel } });
      await takeLease(store.prisma, "dispatcher:red", "another process", 15);
      await post(store.prisma, [letter("first")], local(MORNING));
      await planAt(store, plan, "2026-11-23 18:00");
      expect(await rows()).toEqual([[channel, "pending", null]]);
    },
  );

  test("has waited for less than ten minutes, or is not due yet", async () => {
    await post(store.prisma, [letter("first")], local(MORNING));
    await planAt(store, plan, "2026-11-23 08:09");
    await planAt(store, plan, "2026-11-23 07:00");
    expect(await rows()).toEqual([["red", "pending", null]]);
  });
});

test("the program looks for such messages with the platforms that it was started with", async () => {
  await accountOn("blue", 1);
  await post(store.prisma, [letter("first")], local(MORNING));
  const blue = fakeChannel("blue");
  const app = createApp({
    store,
    channels: [blue],
    clock: { now: () => local("2026-11-23 08:10") },
    log: createLog("silent"),
    dataDir: newFolder(),
    zone: ZONE,
    language: "vi",
    plans: true,
    works: true,
    serves: false,
  });
  await app.settle();
  await app.stop();
  expect(blue.heard("N blue").map(({ text }) => text)).toEqual(["nhắc"]);
});

test("the search for such messages runs where the platforms of the set-up are known", () => {
  const names = (configured?: readonly string[]) => jobsWith(new Map(), configured).map(({ name }) => name);
  expect(names(["console"])).toContain("unconfigured-channels");
  expect(names()).not.toContain("unconfigured-channels");
});
