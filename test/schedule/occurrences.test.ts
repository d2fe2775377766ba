import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { planOccurrences } from "../../src/schedule/occurrences.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { local, planAt } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-09-01 09:00"));
});

const plan = (when: string) => planAt(store, planOccurrences, when);
type Rule = { deadlineKind: string; deadlineEvery?: string; dueDays?: string[]; groupId?: number };
async function addTask({ groupId, ...rule }: Rule): Promise<void> {
  const unit = groupId === undefined ? { unitId: organisation.units.health } : { groupId };
  await store.prisma.task.create({
    data: {
      planId: organisation.planId,
      position: 1,
      heading: "I.1",
      text: "Báo cáo định kỳ",
      confidence: 1,
      ...rule,
      units: { create: { role: "lead", position: 0, written: "như đã ghi", ...unit } },
    },
  });
}
const given = async (): Promise<string[]> => {
  const rows = await store.prisma.assignment.findMany({ orderBy: [{ dueOn: "asc" }, { unitId: "asc" }] });
  return rows.map(({ unitId, occurrence }) => `${unitId} ${occurrence}`);
};

test("a recurring task has its next assignment in time, each due day once, however often it is planned", async () => {
  await addTask({ deadlineKind: "recurring", deadlineEvery: "month", dueDays: ["20"] });
  const { health } = organisation.units;
  await plan("2026-11-02 00:10");
  expect(await given()).toEqual([`${health} 2026-11-20`]);
  for (const day of ["2026-11-03", "2026-11-19", "2026-11-21", "2026-12-05"]) await plan(`${day} 00:10`);
  expect(await given()).toEqual([`${health} 2026-11-20`, `${health} 2026-12-20`]);
  await plan("2027-01-05 00:10");
  expect((await given()).at(-1)).toBe(`${health} 2027-01-20`);
});

test("two planners at once make each assignment once", async () => {
  await addTask({ deadlineKind: "recurring", deadlineEvery: "quarter" });
  await Promise.all([plan("2026-11-02 00:10"), plan("2026-11-02 00:10"), plan("2026-11-02 00:10")]);
  expect(await given()).toEqual([`${organisation.units.health} 2026-12-31`]);
});

test("a task of a group is given to each of its units", async () => {
  const { health, finance } = organisation.units;
  const group = await store.prisma.unitGroup.create({
    data: { name: "các sở", units: { create: [{ unitId: health }, { unitId: finance }] } },
  });
  await addTask({ deadlineKind: "recurring", deadlineEvery: "year", dueDays: ["12-10"], groupId: group.id });
  await plan("2026-11-02 00:10");
  expect(await given()).toEqual([`${health} 2026-12-10`, `${finance} 2026-12-10`]);
});

test("a draft gives nobody work", async () => {
  await store.prisma.plan.updateMany({ data: { state: "draft" } });
  await addTask({ deadlineKind: "recurring", deadlineEvery: "month" });
  await plan("2026-11-02 00:10");
  expect(await given()).toEqual([]);
});
