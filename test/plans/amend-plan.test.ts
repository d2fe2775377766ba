import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AmendedPlan, amendPlan } from "../../src/plans/amend/amend-plan.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { toDate, toDay } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { planDocument, type WrittenPlan, type WrittenTask } from "../support/plan-document.ts";
import { local } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;
let planId: number;

const RULES: WrittenTask = {
  text: "Rà soát, chuẩn hóa danh mục thủ tục hành chính của các sở",
  lead: "Sở Y tế",
  time: "trước ngày 30/9/2026",
};
const BUDGET: WrittenTask = {
  text: "Báo cáo tình hình sử dụng ngân sách",
  lead: "Sở Tài chính",
  time: "trước ngày 20 hằng tháng",
};
const CHARTER: WrittenTask = { text: "Ban hành quy chế phối hợp liên ngành", lead: "Sở Y tế", time: "quý III/2026" };
const FIRST: WrittenPlan = { tasks: [RULES, BUDGET, CHARTER] };

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-02-02 09:00"));
  planId = await issue(FIRST, "2026-03-02");
});

async function issue(plan: WrittenPlan, today: string): Promise<number> {
  const now = local(`${today} 09:00`);
  const bytes = Buffer.from(planDocument(plan));
  const imported = await importPlanBytes(store, { bytes, file: "goc.txt", monitorCode: null, dryRun: false, now });
  await issuePlan(store, { planId: imported.planId, restTo: null, dryRun: false, today, now });
  return imported.planId;
}

async function amend(plan: WrittenPlan, { today = "2026-03-10", dryRun = false } = {}): Promise<AmendedPlan> {
  const bytes = Buffer.from(planDocument(plan));
  return await amendPlan(store, { planId, bytes, file: "sua.txt", dryRun, today, now: local(`${today} 10:00`) });
}
const revised = (...tasks: WrittenTask[]): WrittenPlan => ({ number: "15/KH-UBND", tasks });

const counts = ({ same, added, changed, dropped, revived }: AmendedPlan) => ({
  same,
  added: added.length,
  changed: changed.length,
  dropped: dropped.length,
  revived: revived.length,
});
const taskLike = (text: string) => store.prisma.task.findFirstOrThrow({ where: { planId, text: { contains: text } } });
/** "HEALTH 2026-09-30 open", by unit and day. */
async function work(text: string): Promise<string[]> {
  const task = await taskLike(text);
  const rows = await store.prisma.assignment.findMany({
    where: { taskId: task.id },
    include: { unit: true },
    orderBy: [{ unit: { code: "asc" } }, { dueOn: "asc" }, { id: "asc" }],
  });
  return rows.map(({ unit, dueOn, state }) => `${unit.code} ${dueOn === null ? "none" : toDay(dueOn)} ${state}`);
}
const assignmentOf = async (text: string) =>
  store.prisma.assignment.findFirstOrThrow({ where: { taskId: (await taskLike(text)).id }, orderBy: { id: "asc" } });

/** Everything of the store that an amendment may touch. */
async function everything() {
  const { prisma } = store;
  return {
    plan: await prisma.plan.findUnique({ where: { id: planId } }),
    tasks: await prisma.task.findMany({ include: { units: true }, orderBy: { id: "asc" } }),
    assignments: await prisma.assignment.findMany({ orderBy: { id: "asc" } }),
    amendments: await prisma.amendment.findMany(),
    changes: await prisma.taskChange.findMany(),
  };
}

describe("what a revised document changes", () => {
  test("a task in other words keeps its id, its assignments and what was said about it", async () => {
    const before = await taskLike("chuẩn hóa danh mục");
    const given = await assignmentOf("chuẩn hóa danh mục");
    await store.prisma.progress.create({
      data: {
        assignmentId: given.id,
        memberId: organisation.members.healthHead,
        at: local("2026-03-05 09:00"),
        state: "doing",
        percent: 40,
      },
    });
    const text = "Rà soát, chuẩn hóa, công khai danh mục thủ tục hành chính của các sở và các xã";
    const amended = await amend(revised({ ...RULES, text }, BUDGET, CHARTER));
    expect(counts(amended)).toEqual({ same: 2, added: 0, changed: 1, dropped: 0, revived: 0 });
    const [changed] = amended.changed;
    expect(changed?.differences.map(({ field }) => field)).toEqual(["text"]);
    expect(changed?.similarity).toBeGreaterThan(0.6);
    const after = await taskLike("công khai danh mục");
    expect(after.id).toBe(before.id);
    expect((await assignmentOf("công khai danh mục")).id).toBe(given.id);
    expect(await store.prisma.progress.count({ where: { assignmentId: given.id } })).toBe(1);
  });

  test("tasks stand in the order of the revised document, the dropped ones behind", async () => {
    await amend(revised({ text: "Thành lập tổ công tác liên ngành", lead: "Sở Y tế" }, CHARTER, RULES));
    const tasks = await store.prisma.task.findMany({ where: { planId }, orderBy: { position: "asc" } });
    expect(tasks.map(({ text }) => text.slice(0, 10))).toEqual([
      "Thành lập ",
      "Ban hành q",
      "Rà soát, c",
      "Báo cáo tì",
    ]);
    expect(tasks.map(({ droppedAt }) => droppedAt === null)).toEqual([true, true, true, false]);
  });

  test("every change is on record with what was there before and after", async () => {
    await amend(
      revised({ ...RULES, time: "trước ngày 15/10/2026" }, CHARTER, { text: "Thành lập tổ công tác", lead: "Sở Y tế" }),
    );
    const changes = await store.prisma.taskChange.findMany({ orderBy: { id: "asc" }, include: { amendment: true } });
    expect(changes.map(({ before, after }) => [before !== null, after !== null]).sort()).toEqual([
      [false, true],
      [true, false],
      [true, true],
    ]);
    expect(changes.every(({ amendment }) => amendment?.sourceName === "sua.txt")).toBe(true);
    const moved = changes.find(({ before, after }) => before !== null && after !== null);
    expect([moved?.before, moved?.after]).toMatchObject([{ deadlineEnd: "2026-09-30" }, { deadlineEnd: "2026-10-15" }]);
  });

  test("the plan takes the document's number and date where it has them, and the former ones stay on record", async () => {
    await amend({ ...revised(RULES, BUDGET, CHARTER), day: "20" });
    await amend({ number: null, title: "Cải cách sâu rộng", tasks: [RULES, BUDGET, CHARTER] }, { today: "2026-03-11" });
    const plan = await store.prisma.plan.findUniqueOrThrow({ where: { id: planId }, include: { amendments: true } });
    expect([plan.number, toDay(plan.issuedOn ?? toDate("1900-01-01"))]).toEqual(["15/KH-UBND", "2026-01-20"]);
    expect(plan.title).toContain("sâu rộng");
    expect(plan.amendments.map(({ number }) => number)).toEqual(["12/KH-UBND", "15/KH-UBND"]);
  });

  test("a task that is quite another is added, and the one it replaced is dropped", async () => {
    const amended = await amend(
      revised(RULES, BUDGET, { ...CHARTER, text: "Trồng cây xanh dọc các tuyến đường mới mở" }),
    );
    expect(counts(amended)).toEqual({ same: 2, added: 1, changed: 0, dropped: 1, revived: 0 });
    expect(await work("Trồng cây xanh")).toEqual(["HEALTH 2026-09-30 open"]);
  });

  test("a task that is only half alike is taken for the same and shown as doubtful", async () => {
    const text = "Ban hành quy chế phối hợp và quy trình giải quyết hồ sơ của cơ quan một cửa";
    const { changed } = await amend(revised(RULES, BUDGET, { ...CHARTER, text }));
    expect(changed.map(({ doubtful }) => doubtful)).toEqual([true]);
    expect(changed[0]?.similarity).toBeLessThan(0.68);
  });

  test("a revised document can be revised again", async () => {
    await amend(revised({ ...RULES, time: "trước ngày 15/10/2026" }, BUDGET, CHARTER));
    const again = await amend(revised({ ...RULES, time: "trước ngày 20/10/2026" }, BUDGET), { today: "2026-03-20" });
    expect(counts(again)).toEqual({ same: 1, added: 0, changed: 1, dropped: 1, revived: 0 });
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-10-20 open"]);
    expect(await store.prisma.amendment.count()).toBe(2);
  });
});

describe("what it does to work that was given", () => {
  test("another deadline moves unfinished work and leaves its original date", async () => {
    const amended = await amend(revised({ ...RULES, time: "trước ngày 15/10/2026" }, BUDGET, CHARTER));
    expect(amended.assignments).toEqual({ given: 0, cancelled: 0, moved: 1 });
    const assignment = await assignmentOf("chuẩn hóa danh mục");
    expect(toDay(assignment.dueOn ?? toDate("1900-01-01"))).toBe("2026-10-15");
    expect(toDay(assignment.originalDueOn ?? toDate("1900-01-01"))).toBe("2026-09-30");
  });

  test("an extension granted beyond the new deadline stays, a shorter one gives way", async () => {
    const { members } = organisation;
    const grant = async (text: string, newDueOn: string) => {
      const { id } = await assignmentOf(text);
      const decision = { state: "granted", decidedById: members.chief, decidedAt: local("2026-03-05 10:00") } as const;
      await store.prisma.extension.create({
        data: {
          assignmentId: id,
          oldDueOn: toDate("2026-09-30"),
          newDueOn: toDate(newDueOn),
          reason: "chờ số liệu",
          askedById: members.healthHead,
          askedAt: local("2026-03-05 09:00"),
          ...decision,
        },
      });
      await store.prisma.assignment.update({ where: { id }, data: { dueOn: toDate(newDueOn) } });
    };
    await grant("chuẩn hóa danh mục", "2026-12-31");
    await grant("quy chế phối hợp", "2026-10-10");
    const time = "trước ngày 30/11/2026";
    await amend(revised({ ...RULES, time }, BUDGET, { ...CHARTER, time }));
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-12-31 open"]);
    expect(await work("quy chế phối hợp")).toEqual(["HEALTH 2026-11-30 open"]);
  });

  test("a request for more time that the new deadline answers is counted and left to its decider", async () => {
    const { id } = await assignmentOf("chuẩn hóa danh mục");
    await store.prisma.extension.create({
      data: {
        assignmentId: id,
        oldDueOn: toDate("2026-09-30"),
        newDueOn: toDate("2026-10-10"),
        reason: "chờ số liệu",
        askedById: organisation.members.healthHead,
        askedAt: local("2026-03-05 09:00"),
      },
    });
    const earlier = await amend(revised({ ...RULES, time: "trước ngày 05/10/2026" }, BUDGET, CHARTER), {
      dryRun: true,
    });
    expect(earlier.answeredRequests).toBe(0);
    const later = await amend(revised({ ...RULES, time: "trước ngày 15/10/2026" }, BUDGET, CHARTER));
    expect(later.answeredRequests).toBe(1);
    expect((await store.prisma.extension.findFirstOrThrow()).state).toBe("asked");
  });

  test("confirmed work is never touched, and is not given again", async () => {
    const { id } = await assignmentOf("chuẩn hóa danh mục");
    await store.prisma.assignment.update({ where: { id }, data: { state: "confirmed", percent: 100 } });
    await amend(revised({ ...RULES, time: "trước ngày 15/10/2026" }, BUDGET));
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-09-30 confirmed"]);
    await amend(revised(BUDGET), { today: "2026-03-20" });
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-09-30 confirmed"]);
  });

  test("what a dropped task gave ends, and begins anew when a later document has the task again", async () => {
    const first = await amend(revised(RULES, BUDGET));
    expect(first.assignments.cancelled).toBe(1);
    expect(await work("quy chế phối hợp")).toEqual(["HEALTH 2026-09-30 cancelled"]);
    const { id } = await taskLike("quy chế phối hợp");
    const back = await amend(revised(CHARTER, RULES, BUDGET), { today: "2026-03-20" });
    expect(counts(back)).toEqual({ same: 2, added: 0, changed: 0, dropped: 0, revived: 1 });
    const task = await taskLike("quy chế phối hợp");
    expect([task.id, task.droppedAt]).toEqual([id, null]);
    expect(await work("quy chế phối hợp")).toEqual(["HEALTH 2026-09-30 cancelled", "HEALTH 2026-09-30 open"]);
    const occurrences = await store.prisma.assignment.findMany({ where: { taskId: id }, orderBy: { id: "asc" } });
    expect(occurrences.map(({ occurrence }) => occurrence)).toEqual(["2026-09-30", "2026-09-30 2"]);
  });

  test("a unit no longer named is relieved, a new one gets the task, and who stays goes on", async () => {
    await amend(revised({ ...RULES, lead: "Sở Y tế; Sở Tài chính" }, BUDGET, CHARTER));
    expect(await work("chuẩn hóa danh mục")).toEqual(["FINANCE 2026-09-30 open", "HEALTH 2026-09-30 open"]);
    await amend(revised({ ...RULES, lead: "Sở Tài chính" }, BUDGET, CHARTER), { today: "2026-03-20" });
    expect(await work("chuẩn hóa danh mục")).toEqual(["FINANCE 2026-09-30 open", "HEALTH 2026-09-30 cancelled"]);
    await amend(revised({ ...RULES, lead: "Sở Y tế" }, BUDGET, CHARTER), { today: "2026-03-25" });
    expect(await work("chuẩn hóa danh mục")).toEqual([
      "FINANCE 2026-09-30 cancelled",
      "HEALTH 2026-09-30 cancelled",
      "HEALTH 2026-09-30 open",
    ]);
  });

  test("while a document names only units that nobody knows, the former unit goes on and is told of", async () => {
    const amended = await amend(revised({ ...RULES, lead: "Chi cục Thủy văn" }, BUDGET, CHARTER));
    expect(amended.keptLeads).toHaveLength(1);
    expect(amended.unresolved.map(({ written }) => written)).toEqual(["Chi cục Thủy văn"]);
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-09-30 open"]);
  });

  test("another rhythm ends what nobody has begun and gives the next days of the new one", async () => {
    expect(await work("sử dụng ngân sách")).toEqual(["FINANCE 2026-03-20 open"]);
    const amended = await amend(revised(RULES, { ...BUDGET, time: "trước ngày 25 hằng tháng" }, CHARTER));
    expect(amended.assignments).toMatchObject({ cancelled: 1, given: 1 });
    expect(await work("sử dụng ngân sách")).toEqual(["FINANCE 2026-03-20 cancelled", "FINANCE 2026-03-25 open"]);
  });

  test("an occurrence that is begun moves to its period's new day, and stays once that is past", async () => {
    const { id } = await assignmentOf("sử dụng ngân sách");
    await store.prisma.assignment.update({ where: { id }, data: { state: "doing", percent: 30 } });
    await amend(revised(RULES, { ...BUDGET, time: "trước ngày 25 hằng tháng" }, CHARTER));
    expect(await work("sử dụng ngân sách")).toEqual(["FINANCE 2026-03-25 doing"]);
    await amend(revised(RULES, { ...BUDGET, time: "trước ngày 10 hằng tháng" }, CHARTER), { today: "2026-03-26" });
    expect(await work("sử dụng ngân sách")).toEqual(["FINANCE 2026-03-25 doing", "FINANCE 2026-04-10 open"]);
  });

  test("a recurring task that becomes a single one, and the other way round, is given for its new day only", async () => {
    await amend(
      revised({ ...RULES, time: "trước ngày 25 hằng tháng" }, { ...BUDGET, time: "trước ngày 30/6/2026" }, CHARTER),
    );
    expect(await work("sử dụng ngân sách")).toEqual(["FINANCE 2026-03-20 cancelled", "FINANCE 2026-06-30 open"]);
    expect(await work("chuẩn hóa danh mục")).toEqual(["HEALTH 2026-03-25 open", "HEALTH 2026-09-30 cancelled"]);
  });
});

describe("what stays", () => {
  test("a unit that took the tasks nobody led keeps them", async () => {
    const other = await reissued({
      tasks: [RULES, { text: "Vận động hội viên tham gia phong trào", time: "quý II/2026" }],
    });
    planId = other;
    const amended = await amend(revised(RULES, { text: "Vận động hội viên tham gia phong trào", time: "quý II/2026" }));
    expect(counts(amended)).toMatchObject({ same: 2, changed: 0 });
    expect(await work("Vận động")).toEqual(["FINANCE 2026-06-30 open"]);
  });

  test("what was corrected by a review sheet stays while the document still says what was corrected", async () => {
    const task = await taskLike("chuẩn hóa danh mục");
    const read = {
      deadlineKind: "once",
      deadlineStart: null,
      deadlineEnd: "2026-09-30",
      deadlineEvery: null,
      dueDays: [],
    };
    const before = { ...read, delayDays: null, event: null, deadlineText: task.deadlineText };
    await store.prisma.task.update({ where: { id: task.id }, data: { deadlineEnd: toDate("2026-09-29") } });
    await store.prisma.taskChange.create({
      data: { taskId: task.id, at: local("2026-03-01 09:00"), before, after: { ...before, deadlineEnd: "2026-09-29" } },
    });
    expect(counts(await amend(revised(RULES, BUDGET, CHARTER)))).toMatchObject({ same: 3 });
    const moved = await amend(revised({ ...RULES, time: "trước ngày 15/10/2026" }, BUDGET, CHARTER), {
      today: "2026-03-20",
    });
    expect(moved.changed[0]?.differences.map(({ field }) => field)).toEqual(["deadline", "deadlineText"]);
  });

  test("a correction gives way once a document has said something else, even when the first words come back", async () => {
    const task = await taskLike("chuẩn hóa danh mục");
    const before = { product: null };
    const product = "Danh mục điện tử";
    await store.prisma.task.update({ where: { id: task.id }, data: { product } });
    await store.prisma.taskChange.create({
      data: { taskId: task.id, at: local("2026-03-01 09:00"), before, after: { product } },
    });
    const readProduct = async () => (await taskLike("chuẩn hóa danh mục")).product;
    await amend(revised(RULES, BUDGET, CHARTER));
    expect(await readProduct()).toBe(product);
    await amend(revised({ ...RULES, product: "Quyết định công bố" }, BUDGET, CHARTER));
    expect(await readProduct()).toBe("Quyết định công bố");
    await amend({ ...revised(RULES, BUDGET, CHARTER), number: "16/KH-UBND" });
    expect(await readProduct()).toBeNull();
  });

  test("a task that a person added by hand is not dropped because documents do not have it", async () => {
    const { units } = organisation;
    const added = await store.prisma.task.create({
      data: {
        planId,
        position: 50,
        heading: "",
        text: "Lập đường dây nóng",
        deadlineKind: "none",
        confidence: 1,
        units: { create: { role: "lead", position: 0, written: "Sở Y tế", unitId: units.health } },
        changes: { create: { at: local("2026-03-01 09:00"), after: { text: "Lập đường dây nóng" } } },
      },
    });
    const amended = await amend(revised(RULES, BUDGET));
    expect([amended.byHand.length, amended.dropped.length]).toEqual([1, 1]);
    const after = await store.prisma.task.findUniqueOrThrow({ where: { id: added.id } });
    expect([after.droppedAt, after.position]).toEqual([null, 2]);
  });

  test("a dry run says all of it and changes nothing", async () => {
    const before = await everything();
    const document = revised({ ...RULES, time: "trước ngày 15/10/2026" }, CHARTER, { text: "Thành lập tổ công tác" });
    const dry = await amend(document, { dryRun: true });
    expect(await everything()).toEqual(before);
    expect(await amend(document)).toEqual(dry);
  });

  test("an amendment that fails midway leaves everything as it was", async () => {
    const before = await everything();
    await store.prisma.$executeRawUnsafe(`CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the disk is full'; END $$`);
    await store.prisma.$executeRawUnsafe(
      `CREATE TRIGGER fail_late BEFORE UPDATE OF state ON assignment FOR EACH ROW EXECUTE FUNCTION fail_late()`,
    );
    try {
      await expect(amend(revised(RULES, BUDGET))).rejects.toThrow();
    } finally {
      await store.prisma.$executeRawUnsafe(`DROP FUNCTION fail_late CASCADE`);
    }
    expect(await everything()).toEqual(before);
    expect(counts(await amend(revised(RULES, BUDGET)))).toMatchObject({ dropped: 1 });
  });
});

describe("what is refused", () => {
  test("a file that the plan came from is no revision of it", async () => {
    await expect(amend(FIRST)).rejects.toMatchObject({ code: "plan-revision-known", facts: { plan: planId } });
    await amend(revised(RULES));
    await expect(amend(revised(RULES))).rejects.toMatchObject({ code: "plan-revision-known" });
  });

  test("only an issued plan is amended: a draft, a closed and an unknown plan are not", async () => {
    for (const state of ["draft", "closed"] as const) {
      await store.prisma.plan.update({ where: { id: planId }, data: { state } });
      await expect(amend(revised(RULES))).rejects.toMatchObject({ code: "plan-not-issued", facts: { state } });
    }
    planId = 4711;
    await expect(amend(revised(RULES))).rejects.toMatchObject({ code: "plan-unknown" });
  });

  test("a revision without a task, or one that is secret, is not read into a plan", async () => {
    await expect(amend({ tasks: [] })).rejects.toMatchObject({ code: "plan-without-task" });
    const now = local("2026-03-10 09:00");
    const bytes = Buffer.from(`MẬT\n${planDocument(revised(RULES))}`);
    const secret = amendPlan(store, { planId, bytes, file: "sua.txt", dryRun: false, today: "2026-03-10", now });
    await expect(secret).rejects.toMatchObject({ code: "secret" });
  });
});

async function reissued(plan: WrittenPlan): Promise<number> {
  const now = local("2026-03-02 09:00");
  const bytes = Buffer.from(planDocument({ ...plan, number: "99/KH-UBND" }));
  const imported = await importPlanBytes(store, { bytes, file: "goc.txt", monitorCode: null, dryRun: false, now });
  const request = { planId: imported.planId, restTo: "FINANCE", dryRun: false, today: "2026-03-02", now };
  await issuePlan(store, request);
  return imported.planId;
}
