import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { planDigests } from "../../src/schedule/digests.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, local, type PlannedLetter, planAt, setCalendar } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;
let roomId: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-11-02 09:00"));
  roomId = await addRoom("kenh-chung", organisation.units.root);
});

const addRoom = async (chatId: string, unitId: number): Promise<number> =>
  (await store.prisma.room.create({ data: { channel: "fake", chatId, unitId, createdAt: local("2026-11-02 09:00") } }))
    .id;
const plan = (when: string) => planAt(store, planDigests, when);
const heard = (): Promise<PlannedLetter[]> => lettersTo(store, { roomId });

test("a room has the summary of the week before on Monday from half past seven, once", async () => {
  await organisation.give({ text: "Việc", unitId: organisation.units.health, dueOn: "2026-11-20" });
  expect(await plan("2026-11-23 07:29")).toEqual([]);
  expect(await plan("2026-11-23 07:30")).toEqual(["fake"]);
  await Promise.all([plan("2026-11-23 07:35"), plan("2026-11-23 07:35"), plan("2026-11-25 10:00")]);
  const letters = await heard();
  expect(letters.map(({ key, title }) => [key, title])).toEqual([
    [`digest ${roomId} 2026-W47`, "Tổng hợp tuần 47/2026 (16/11–22/11): Tỉnh"],
  ]);
  expect(letters[0]?.body).toContain("1 việc: 0 xong");
  expect(letters[0]?.labels).toEqual([]);
});

test("two planners at once post a room's summary once", async () => {
  await Promise.all([plan("2026-11-23 07:30"), plan("2026-11-23 07:30"), plan("2026-11-23 07:30")]);
  expect(await heard()).toHaveLength(1);
});

test("when Monday is off the summary comes on the first working day; after weeks of silence only the newest", async () => {
  await setCalendar(store, { "2026-11-23": "off" });
  expect(await plan("2026-11-23 08:00")).toEqual([]);
  await plan("2026-11-24 07:30");
  expect(await heard()).toHaveLength(1);
  await plan("2026-12-16 09:00");
  expect((await heard()).map(({ title }) => title.slice(0, 22))).toEqual([
    "Tổng hợp tuần 47/2026 ",
    "Tổng hợp tuần 50/2026 ",
  ]);
});

test("the first week of a year is counted by its Thursday", async () => {
  await plan("2027-01-04 07:30");
  await plan("2027-01-11 07:30");
  expect((await heard()).map(({ title }) => title)).toEqual([
    "Tổng hợp tuần 53/2026 (28/12–03/01): Tỉnh",
    "Tổng hợp tuần 01/2027 (04/01–10/01): Tỉnh",
  ]);
});

test("each room has its own unit's numbers, and a removed room has none", async () => {
  await organisation.give({ text: "Việc", unitId: organisation.units.health, dueOn: "2026-11-20" });
  const finance = await addRoom("kenh-tai-chinh", organisation.units.finance);
  const removed = await addRoom("kenh-cu", organisation.units.health);
  await store.prisma.room.update({ where: { id: removed }, data: { removedAt: local("2026-11-20 09:00") } });
  await plan("2026-11-23 07:30");
  expect((await heard())[0]?.body).toContain("1 việc:");
  expect((await lettersTo(store, { roomId: finance }))[0]?.body).toBe("Tuần qua không có việc nào đang theo dõi.");
  expect(await lettersTo(store, { roomId: removed })).toEqual([]);
});
