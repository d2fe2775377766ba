import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { amendPlan } from "../../src/plans/amend/amend-plan.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation } from "../support/organisation.ts";
import { planDocument, type WrittenTask } from "../support/plan-document.ts";
import { local } from "../support/planning.ts";

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const TEXTS = [
  "Rà soát, chuẩn hóa danh mục thủ tục hành chính",
  "Báo cáo kết quả thực hiện nhiệm vụ",
  "Tổ chức lớp tập huấn kỹ năng số cho cán bộ xã",
  "Ban hành quy chế phối hợp liên ngành",
  "Xây dựng kho dữ liệu dùng chung",
];
const TIMES = [
  "quý II/2026",
  "trước ngày 30/9/2026",
  "trước ngày 20 hằng tháng",
  "sau khi Trung ương có hướng dẫn",
  "thường xuyên",
];
const writtenTask = fc.record({
  text: fc.constantFrom(...TEXTS),
  lead: fc.constantFrom("Sở Y tế", "Sở Tài chính", "Sở Y tế; Sở Tài chính", "Chi cục Thủy văn"),
  time: fc.constantFrom(...TIMES),
});

async function work() {
  const assignments = await store.prisma.assignment.findMany({ orderBy: { id: "asc" } });
  const tasks = await store.prisma.task.findMany({
    orderBy: { id: "asc" },
    select: {
      id: true,
      text: true,
      deadlineText: true,
      deadlineKind: true,
      deadlineEnd: true,
      droppedAt: true,
      units: true,
    },
  });
  return { assignments, tasks };
}

test("the same tasks in another order change nothing but their places", async () => {
  const plans = fc.array(writtenTask, { minLength: 1, maxLength: 8 }).chain((tasks) =>
    fc.record({
      tasks: fc.constant(tasks),
      shuffled: fc.shuffledSubarray(tasks, { minLength: tasks.length, maxLength: tasks.length }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(plans, async ({ tasks, shuffled }) => {
      await reset(store);
      const now = local("2026-02-02 09:00");
      await makeOrganisation(store, now);
      const first = { bytes: bytesOf("12/KH-UBND", tasks), file: "goc.txt", monitorCode: null };
      const { planId } = await importPlanBytes(store, { ...first, dryRun: false, now });
      const today = "2026-02-02";
      await issuePlan(store, { planId, restTo: "ROOT", dryRun: false, today, now });
      const before = await work();
      const bytes = bytesOf("15/KH-UBND", shuffled);
      const amended = await amendPlan(store, { planId, bytes, file: "sua.txt", dryRun: false, today, now });
      expect(amended).toMatchObject({ same: tasks.length, added: [], changed: [], dropped: [], revived: [] });
      expect(amended.assignments).toEqual({ given: 0, cancelled: 0, moved: 0 });
      expect(await work()).toEqual(before);
      const places = await store.prisma.task.findMany({ where: { planId }, orderBy: { position: "asc" } });
      expect(places.map(({ text }) => text)).toEqual(shuffled.map(({ text }) => text));
    }),
    { numRuns: 12 },
  );
});

const bytesOf = (number: string, tasks: readonly WrittenTask[]): Buffer => Buffer.from(planDocument({ number, tasks }));
