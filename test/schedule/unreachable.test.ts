import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Letter, post } from "../../src/delivery/post.ts";
import { ChannelError } from "../../src/errors.ts";
import { planReminders } from "../../src/schedule/reminders.ts";
import { planReportCycles } from "../../src/schedule/report-cycles.ts";
import { planUnreachable } from "../../src/schedule/unreachable.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, local, planAt } from "../support/planning.ts";
import { startPlatforms } from "../support/platforms.ts";

const MORNING = "2026-11-23 08:00";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-11-20", "09:00"));
  for (const text of ["Lập danh sách", "Viết báo cáo"]) {
    await organisation.give({
      text,
      unitId: organisation.units.health,
      dueOn: "2026-11-24",
      holderId: organisation.members.nurse,
    });
  }
});

const block = (memberId: number) =>
  store.prisma.account.updateMany({ where: { memberId }, data: { blockedAt: at("2026-11-20", "10:00") } });
const told = async (memberId: number) =>
  (await lettersTo(store, { memberId })).filter(({ key }) => key.startsWith("unreachable"));

/** A message that the bot starts itself. */
const letter = (key: string, more: Partial<Letter> = {}): Letter => ({
  key,
  to: { memberId: organisation.members.nurse },
  title: null,
  body: "Xin báo cáo",
  choices: [],
  files: [],
  proactive: true,
  requires: null,
  expiresAt: null,
  ...more,
});

/** Sends what waits at a time. */
async function sendAt(time: string, channels = [fakeChannel()]): Promise<void> {
  const platforms = await startPlatforms(store, channels, local(time));
  await platforms.settle();
  await platforms.close();
}

const states = async (key: string) =>
  (await store.prisma.delivery.findMany({ where: { key: { startsWith: key } }, orderBy: { id: "asc" } })).map(
    ({ state, error }) => `${state} ${error}`,
  );

describe("a message that could not be sent on any account", () => {
  test("the unit's head is told who and how many, once a day, not what it was about", async () => {
    await block(organisation.members.nurse);
    await planAt(store, planReminders, MORNING);
    await planAt(store, planUnreachable, MORNING);
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    const letters = await told(organisation.members.healthHead);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain("không gửi được 1 tin nhắn cho Ngô Thị Điều");
    expect(letters[0]?.body).not.toContain("Lập danh sách");
    expect(await told(organisation.members.chief)).toEqual([]);
  });

  test("nobody is told of one that arrived on another account, or is still on its way", async () => {
    const memberId = organisation.members.nurse;
    await block(memberId);
    await store.prisma.account.create({
      data: { memberId, channel: "other", address: "N2", chatId: "N2", rank: 1, linkedAt: local(MORNING) },
    });
    await planAt(store, planReminders, MORNING);
    await store.prisma.account.updateMany({ where: { channel: "fake", memberId }, data: { blockedAt: null, rank: 0 } });
    await planAt(store, planUnreachable, MORNING);
    const platforms = await startPlatforms(store, [fakeChannel(), fakeChannel("other")], local(MORNING));
    await platforms.settle();
    await platforms.close();
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    expect(await told(organisation.members.healthHead)).toEqual([]);
  });

  test("the head above is told when it is the head who cannot be reached", async () => {
    await organisation.give({
      text: "Ký báo cáo",
      unitId: organisation.units.health,
      dueOn: "2026-11-24",
      holderId: organisation.members.healthHead,
    });
    await block(organisation.members.healthHead);
    await planAt(store, planReminders, MORNING);
    await planAt(store, planUnreachable, MORNING);
    expect((await told(organisation.members.chief))[0]?.body).toContain("Phạm Văn Y");
  });

  test("who never linked an account waits for an invite: their head is not told every morning", async () => {
    await store.prisma.account.deleteMany({ where: { memberId: organisation.members.nurse } });
    await planAt(store, planReminders, MORNING);
    await planAt(store, planUnreachable, MORNING);
    expect(await told(organisation.members.healthHead)).toEqual([]);
  });

  test("a head hears of a request for a report, and of anything else that the bot started itself", async () => {
    await block(organisation.members.nurse);
    await planAt(store, planReportCycles, MORNING);
    await post(store.prisma, [letter("extension 1"), letter("extension 2")], local(MORNING));
    await planAt(store, planUnreachable, MORNING);
    const asked = await store.prisma.delivery.count({
      where: { memberId: organisation.members.nurse, key: { startsWith: "report" } },
    });
    expect(asked).toBe(1);
    expect((await told(organisation.members.healthHead))[0]?.body).toContain("không gửi được 3 tin nhắn");
  });

  test("what could not be sent for days is told on the day that it is given up, and only once", async () => {
    await post(store.prisma, [letter("report 1")], local("2026-11-23 08:00"));
    const channel = fakeChannel();
    channel.failAlways("NURSE", new ChannelError("later", "unreachable"));
    await sendAt("2026-11-23 08:00", [channel]);
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    expect(await told(organisation.members.healthHead)).toEqual([]);
    channel.failAlways("NURSE", new ChannelError("never", "blocked"));
    await sendAt("2026-11-26 08:00", [channel]);
    expect(await states("report 1")).toEqual(["failed blocked"]);
    for (const day of ["26", "27", "28"]) await planAt(store, planUnreachable, `2026-11-${day} 08:10`);
    expect(await told(organisation.members.healthHead)).toHaveLength(1);
  });

  test("a reminder that was too late after an outage is told", async () => {
    await planAt(store, planReminders, MORNING);
    await sendAt("2026-11-24 08:00");
    expect(await states("remind")).toEqual(["expired null"]);
    await planAt(store, planUnreachable, "2026-11-24 08:10");
    expect((await told(organisation.members.healthHead))[0]?.body).toContain("không gửi được 1 tin nhắn");
  });

  test("what is lost later on the same day is told the next day", async () => {
    await block(organisation.members.nurse);
    await post(store.prisma, [letter("a")], local(MORNING));
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    await post(store.prisma, [letter("b"), letter("c")], local("2026-11-23 09:00"));
    await planAt(store, planUnreachable, "2026-11-23 09:10");
    expect(await told(organisation.members.healthHead)).toHaveLength(1);
    await planAt(store, planUnreachable, "2026-11-24 08:10");
    const letters = await told(organisation.members.healthHead);
    expect(letters.map(({ body }) => /được (\d) tin/.exec(body)?.[1])).toEqual(["1", "2"]);
  });

  test("one that failed on every account in turn is one message", async () => {
    const memberId = organisation.members.nurse;
    await store.prisma.account.create({
      data: { memberId, channel: "other", address: "N2", chatId: "N2", rank: 1, linkedAt: at("2026-11-20", "09:00") },
    });
    const [first, second] = [fakeChannel(), fakeChannel("other")];
    first.failAlways("NURSE", new ChannelError("never", "window-closed"));
    second.failAlways("N2", new ChannelError("never", "window-closed"));
    await post(store.prisma, [letter("report 1")], local(MORNING));
    await sendAt(MORNING, [first, second]);
    expect(await states("report 1")).toEqual(["failed window-closed", "failed window-closed"]);
    await planAt(store, planUnreachable, MORNING);
    expect((await told(organisation.members.healthHead))[0]?.body).toContain("không gửi được 1 tin nhắn");
  });

  test("nobody is told of what was no longer due, of answers, or of what waits", async () => {
    const { nurse, healthHead } = organisation.members;
    const channel = fakeChannel();
    const asHead = { requires: { role: "head", unitId: organisation.units.health } } as const;
    await post(store.prisma, [letter("no longer a head", asHead)], local(MORNING));
    await sendAt(MORNING, [channel]);
    expect(await states("no longer")).toEqual(["cancelled null"]);
    channel.failAlways("NURSE", new ChannelError("never", "window-closed"));
    await post(store.prisma, [letter("answer", { proactive: false })], local(MORNING));
    await sendAt(MORNING, [channel]);
    await post(store.prisma, [letter("waits")], local(MORNING));
    expect(await states("answer")).toEqual(["failed window-closed"]);
    await planAt(store, planUnreachable, MORNING);
    expect(await told(healthHead)).toEqual([]);
    expect(await told(nurse)).toEqual([]);
  });

  test("what was meant for somebody before they had an account is not told once they have one", async () => {
    const { nurse, healthHead } = organisation.members;
    await store.prisma.account.deleteMany({ where: { memberId: nurse } });
    await post(store.prisma, [letter("report 1")], local(MORNING));
    await store.prisma.account.create({
      data: {
        memberId: nurse,
        channel: "fake",
        address: "NURSE",
        chatId: "NURSE",
        linkedAt: local("2026-11-23 10:00"),
      },
    });
    await planAt(store, planUnreachable, "2026-11-23 10:10");
    expect(await told(healthHead)).toEqual([]);
  });
});
