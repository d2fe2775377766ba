import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AmendedPlan, amendPlan } from "../../src/plans/amend/amend-plan.ts";
import { type LikelyAmended, likelyAmended } from "../../src/plans/amend/likely-amended.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { applyReviewSheet, writeReviewSheet } from "../../src/plans/review/review.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { StandingPlan } from "../../src/store/plan-documents.ts";
import { openTestStore, reset } from "../support/database.ts";
import { editSheet, setCell } from "../support/edit-sheet.ts";
import { makeOrganisation } from "../support/organisation.ts";
import { planDocument, type WrittenTask } from "../support/plan-document.ts";
import { local } from "../support/planning.ts";

const NOW = local("2026-02-02 09:00");
const TODAY = "2026-02-02";
const STUDY: WrittenTask = {
  text: "Tổ chức học tập nghị quyết cho cán bộ",
  lead: "Sở Y tế",
  time: "trước ngày 30/9/2026",
};
const CHARTER: WrittenTask = { text: "Ban hành quy chế phối hợp", lead: "Sở Tài chính", time: "trước ngày 30/10/2026" };
const DATA: WrittenTask = { text: "Xây dựng cơ sở dữ liệu", lead: "Sở Y tế", time: "trước ngày 30/11/2026" };
const FIRST = document("12/KH-UBND", STUDY, CHARTER);
const SECOND = document("15/KH-UBND", STUDY, CHARTER, DATA);

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  await makeOrganisation(store, NOW);
});

function document(number: string, ...tasks: WrittenTask[]): Uint8Array {
  return Buffer.from(planDocument({ number, tasks }));
}
const draft = (bytes: Uint8Array, file = "van-ban.txt") =>
  importPlanBytes(store, { bytes, file, monitorCode: null, dryRun: false, now: NOW });
const issue = (planId: number) => issuePlan(store, { planId, restTo: null, dryRun: false, today: TODAY, now: NOW });
async function issued(bytes: Uint8Array): Promise<number> {
  const { planId } = await draft(bytes);
  await issue(planId);
  return planId;
}
const amend = (planId: number, bytes: Uint8Array): Promise<AmendedPlan> =>
  amendPlan(store, { planId, bytes, file: "sua.txt", dryRun: false, today: TODAY, now: NOW });
/** "Tổ chức open", what stands of every plan. */
async function standing(): Promise<string[]> {
  const rows = await store.prisma.assignment.findMany({
    where: { state: { not: "cancelled" } },
    include: { task: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ task, state }) => `${task.text.slice(0, 8).trim()} ${state}`);
}

describe("a document", () => {
  test("that amended a plan is not imported as another one, which would give everything twice", async () => {
    const planId = await issued(FIRST);
    await amend(planId, SECOND);
    await expect(draft(SECOND)).rejects.toMatchObject({ code: "plan-known", facts: { plan: planId, state: "issued" } });
    await expect(draft(FIRST)).rejects.toMatchObject({ code: "plan-known", facts: { plan: planId } });
  });

  test("of before takes a wrong amendment back, and that as often as it takes", async () => {
    const planId = await issued(FIRST);
    const before = await standing();
    for (let times = 0; times < 2; times++) {
      await amend(planId, SECOND);
      expect(await standing()).toHaveLength(3);
      expect(await amend(planId, FIRST)).toMatchObject({
        number: "12/KH-UBND",
        same: 2,
        dropped: [{ text: DATA.text }],
      });
      expect(await standing()).toEqual(before);
    }
  });

  test("that the plan follows already, or another plan has or had, does not amend it", async () => {
    const planId = await issued(FIRST);
    const refused = { code: "plan-revision-known" };
    await expect(amend(planId, FIRST)).rejects.toMatchObject(refused);
    const other = await issued(
      document("77/KH-UBND", { text: "Trồng rừng ven biển", lead: "Sở Y tế", time: "quý IV/2026" }),
    );
    await expect(amend(other, FIRST)).rejects.toMatchObject({ ...refused, facts: { plan: planId } });
    await amend(planId, SECOND);
    await expect(amend(planId, SECOND)).rejects.toMatchObject(refused);
    for (const bytes of [FIRST, SECOND]) await expect(amend(other, bytes)).rejects.toMatchObject(refused);
  });

  test("that was drafted amends the plan it revises, and the draft is gone", async () => {
    const planId = await issued(FIRST);
    const { planId: draftId, revises } = await draft(SECOND);
    expect(revises).toMatchObject({ planId, sameNumber: false, alike: 2 });
    expect(await amend(planId, SECOND)).toMatchObject({ discardedDraft: draftId, added: [{ text: DATA.text }] });
    expect(await store.prisma.plan.count({ where: { state: "draft" } })).toBe(0);
    await expect(amend(planId, SECOND)).rejects.toMatchObject({ code: "plan-revision-known" });
  });
});

describe("a task that was taken out in the review", () => {
  async function without(words: string, bytes = FIRST): Promise<number> {
    const { planId } = await draft(bytes);
    const sheet = await editSheet((await writeReviewSheet(store, planId)).bytes, (rows) =>
      setCell(rows, words, "Xoá", "x"),
    );
    await applyReviewSheet(store, { planId, bytes: sheet, file: "bang.xlsx", dryRun: false, now: NOW });
    return planId;
  }

  test("stays out while a revised document still has it, and the operator hears of it", async () => {
    const planId = await without("Ban hành quy chế");
    await issue(planId);
    const amended = await amend(planId, SECOND);
    expect(amended).toMatchObject({ same: 1, added: [{ text: DATA.text }], removedByHand: [{ text: CHARTER.text }] });
    expect(amended).toMatchObject({ revived: [], dropped: [] });
    expect(await standing()).toEqual(["Tổ chức open", "Xây dựng open"]);
    expect(await amend(planId, FIRST)).toMatchObject({ removedByHand: [{ text: CHARTER.text }], same: 1 });
  });

  test("does not lend its place to a neighbour that is like it", async () => {
    const [north, south] = ["phía Bắc", "phía Nam"].map((part) => ({ ...STUDY, text: `${STUDY.text} các xã ${part}` }));
    if (north === undefined || south === undefined) throw new Error("two tasks");
    const planId = await without("phía Bắc", document("12/KH-UBND", north, south));
    await issue(planId);
    expect(await amend(planId, document("15/KH-UBND", north, CHARTER))).toMatchObject({
      removedByHand: [{ text: north.text }],
      dropped: [{ text: south.text }],
      added: [{ text: CHARTER.text }],
    });
  });

  test("is given to nobody, not even to the unit that takes the rest", async () => {
    const planId = await without("Ban hành quy chế");
    await store.prisma.taskUnit.deleteMany({ where: { task: { planId } } });
    await issuePlan(store, { planId, restTo: "FINANCE", dryRun: false, today: TODAY, now: NOW });
    expect(await store.prisma.taskUnit.count({ where: { task: { planId } } })).toBe(1);
  });
});

describe("a draft is likely to revise", () => {
  const plan = (differs: Partial<StandingPlan> = {}): StandingPlan => ({
    id: 7,
    numbers: ["12/KH-UBND", "10/KH-UBND"],
    issuer: "Tỉnh Sông Mơ",
    title: "Cải cách",
    texts: ["1. Làm sổ", "2. Mở lớp"],
    ...differs,
  });
  const found = (
    differs: Partial<Parameters<typeof likelyAmended>[0]>,
    ...plans: StandingPlan[]
  ): LikelyAmended | null => likelyAmended({ number: null, issuer: null, texts: ["Khác hẳn"], ...differs }, plans);

  test("the plan that bears or bore its number and is of its issuer", () => {
    const known = { planId: 7, number: "12/KH-UBND", sameNumber: true, alike: 0 };
    expect(found({ number: "12 /KH-UBND", issuer: "TỈNH SÔNG MƠ" }, plan())).toMatchObject(known);
    expect(found({ number: "10/KH-UBND" }, plan())).toMatchObject(known);
    expect(found({ number: "12/KH-UBND", issuer: "Sở Y tế" }, plan())).toBeNull();
    expect(found({ number: "13/KH-UBND" }, plan())).toBeNull();
  });

  test("the plan that has more than half of its tasks, whatever they are numbered", () => {
    expect(found({ texts: ["5. Mở lớp", "6. Làm sổ", "7. Xây nhà"] }, plan())).toMatchObject({ planId: 7, alike: 2 });
    expect(found({ texts: ["Mở lớp", "Xây nhà"] }, plan())).toBeNull();
    expect(found({ texts: [] }, plan())).toBeNull();
  });

  test("the plan of its number before one that has its tasks", () => {
    const draft = { number: "12/KH-UBND", texts: ["Mở lớp"] };
    expect(found(draft, plan({ id: 8, numbers: [] }), plan({ texts: [] }))).toMatchObject({ planId: 7 });
  });
});
