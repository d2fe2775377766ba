import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";

let one: Store;
let other: Store;
beforeAll(async () => {
  one = await openTestStore();
  other = await openTestStore();
});
beforeEach(async () => await reset(one));
afterAll(async () => {
  await one.close();
  await other.close();
});

test("each test file has a database of its own", async () => {
  await one.prisma.unit.create({ data: { code: "A", name: "A" } });
  expect(await one.prisma.unit.count()).toBe(1);
  expect(await other.prisma.unit.count()).toBe(0);
});

test.each([1, 2])("between tests every table is emptied and numbers begin at 1 again (round %i)", async () => {
  const member = await one.prisma.member.create({ data: { code: "a", fullName: "A" } });
  await one.prisma.reading.create({
    data: { readerId: member.id, subjectId: member.id, what: "report 1", at: new Date(0) },
  });
  expect(member.id).toBe(1);
  expect(await one.prisma.reading.count()).toBe(1);
});
