import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { planReminders } from "../../src/schedule/reminders.ts";
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

describe("a reminder that could not be sent on any account", () => {
  test("the unit's head is told who and how many, once a day, not what it was about", async () => {
    await block(organisation.members.nurse);
    await planAt(store, planReminders, MORNING);
    await planAt(store, planUnreachable, MORNING);
    await planAt(store, planUnreachable, "2026-11-23 08:10");
    const letters = await told(organisation.members.healthHead);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toContain("không gửi được lời nhắc về 2 việc cho Ngô Thị Điều");
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
});
