import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { closePlan } from "../../src/plans/close-plan.ts";
import { importPlanBytes } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { applyReviewSheet, writeReviewSheet } from "../../src/plans/review/review.ts";
import { type PlanWorker, planWorker } from "../../src/plans/work/plan-worker.ts";
import { type FileStore, fileStore } from "../../src/store/files.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { PlanWorkKind } from "../../src/store/plan-work.ts";
import { addAdministrator, PLAN_TASKS, planDocx } from "../support/administrator.ts";
import { openTestStore, reset } from "../support/database.ts";
import { editSheet, setCell } from "../support/edit-sheet.ts";
import { makeOrganisation, type Organisation, ZONE } from "../support/organisation.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const NOW = new Date("2026-11-20T09:00:00+07:00");
const LATER = new Date("2026-11-20T10:00:00+07:00");

const newFolder = temporaryFolders();
let store: Store;
let organisation: Organisation;
let files: FileStore;
let adminId: number;
let worker: PlanWorker;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW);
  adminId = await addAdministrator(store, organisation, NOW);
  files = fileStore(newFolder());
  worker = workerOf("one");
});

const workerOf = (holder: string, kept: FileStore = files): PlanWorker =>
  planWorker({
    store,
    files: kept,
    clock: { now: () => LATER },
    log: createLog("silent"),
    zone: ZONE,
    language: "vi",
    holder,
    wake: () => undefined,
  });

/** A file as the fetcher leaves it. */
async function sent(name: string, bytes: Uint8Array, memberId = adminId): Promise<number> {
  const sha256 = await files.put(bytes);
  const { id } = await store.prisma.attachment.create({
    data: { memberId, channel: "fake", fileRef: name, name, sha256, createdAt: NOW, storedAt: NOW },
  });
  return id;
}

async function ask(
  kind: PlanWorkKind,
  about: { attachmentId?: number; planId?: number; seen?: string },
  { memberId = adminId, askedAt = NOW } = {},
): Promise<void> {
  await store.prisma.planWork.create({ data: { ...about, kind, memberId, askedAt, channel: "fake", chatId: "ADMIN" } });
}

type Answer = { title: string | null; body: string; labels: readonly string[]; files: readonly { name: string }[] };

/** What the newest message's choice to do so would agree to. */
async function agreed(act: "issue" | "close"): Promise<string> {
  const offer = await store.prisma.offer.findFirstOrThrow({ orderBy: { id: "desc" } });
  const choices = offer.choices as unknown as { action: { do: string; value?: string } }[];
  return choices.find(({ action }) => action.do === act)?.action.value ?? "nothing";
}

async function answers(): Promise<Answer[]> {
  const rows = await store.prisma.delivery.findMany({ orderBy: { id: "asc" } });
  return rows.map(({ message }) => {
    const { offer, ...rest } = message as unknown as Answer & { offer: { labels: string[] } | null };
    return { ...rest, labels: offer?.labels ?? [] };
  });
}

async function answered(...asked: Parameters<typeof ask>): Promise<Answer> {
  await ask(...asked);
  await worker.workOff();
  const last = (await answers()).at(-1);
  if (last === undefined) throw new Error("nothing was answered");
  return last;
}

const drafts = () => store.prisma.plan.count({ where: { state: "draft" } });
const importDraft = async (bytes = planDocx(), now = NOW): Promise<number> =>
  (await importPlanBytes(store, { bytes, file: "ke-hoach.docx", monitorCode: null, dryRun: false, now })).planId;

describe("reading a document", () => {
  test("a document becomes a draft; its answer counts tasks, names unknown units and brings the sheet", async () => {
    const answer = await answered("read", { attachmentId: await sent("ke-hoach.docx", planDocx()) });
    expect(answer.title).toMatch(/^Dự thảo \d+: 31\/KH-UBND$/);
    expect(answer.body).toContain("3 nhiệm vụ, 3 có thời hạn, 2 có đơn vị chủ trì trong danh sách");
    expect(answer.body).toContain("• Sở Xây dựng");
    expect(answer.files).toHaveLength(1);
    expect(answer.files[0]?.name).toMatch(/\.xlsx$/);
    expect(answer.labels.slice(1)).toEqual(["Gửi lại bảng", "Xoá dự thảo"]);
    expect(answer.labels[0]).toMatch(/^Ban hành/);
    expect(await store.prisma.planWork.findFirst()).toMatchObject({ doneAt: LATER });
  });

  test("more unknown units than ten are counted", async () => {
    const tasks = Array.from(
      { length: 14 },
      (_, index) =>
        `${index + 1}. Sở Bí ẩn ${"abcdefghijklmn"[index]} chủ trì soạn tài liệu tập huấn. Hoàn thành trước ngày 15/12/2026.`,
    );
    const answer = await answered("read", { attachmentId: await sent("ke-hoach.docx", planDocx(tasks)) });
    expect(answer.body).toContain("… và 4 dòng nữa");
    expect(answer.labels).not.toContain("Ban hành");
    expect(answer.body).toContain("Chưa ban hành được");
  });

  test("a crash after the import and before the answer repeats the work: one draft, one answer, as if nothing had happened", async () => {
    const bytes = planDocx();
    const planId = await importDraft(bytes, LATER);
    const answer = await answered("read", { attachmentId: await sent("ke-hoach.docx", bytes) });
    expect(answer.title).toContain(`Dự thảo ${planId}`);
    expect(answer.body).not.toContain("được nhập trước đây");
    expect(await drafts()).toBe(1);
    await worker.workOff();
    expect(await answers()).toHaveLength(1);
  });

  test("a document that was imported before is not imported again; the administrator sees what became of it", async () => {
    const bytes = planDocx();
    const planId = await importDraft(bytes, new Date(NOW.getTime() - 1000));
    const again = await answered("read", { attachmentId: await sent("ke-hoach.docx", bytes) });
    expect(again.body).toContain("được nhập trước đây");
    expect(again.files).toHaveLength(1);
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    const issued = await answered("read", { attachmentId: await sent("ban-sao.docx", bytes) });
    expect(issued.body).toContain("đã ban hành. Tôi không nhập lại");
    expect(await store.prisma.plan.count()).toBe(2);
  });

  test("a draft that seems to revise an issued plan says so, before it is issued as well", async () => {
    const planId = await importDraft();
    expect((await answered("review", { planId })).body).not.toContain("sửa đổi");
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    const tasks = [...PLAN_TASKS, "4. Sở Y tế chủ trì tổng kết đề án. Hoàn thành trước ngày 20/12/2026."];
    const answer = await answered("read", { attachmentId: await sent("sua-doi.docx", planDocx(tasks)) });
    expect(answer.body).toContain("có vẻ đây là bản sửa đổi của kế hoạch đang thực hiện “31/KH-UBND");
    expect(answer.body).toContain("(cùng số, 3 nhiệm vụ trùng lời)");
    expect(answer.body).toContain(`plan amend ${planId} TỆP`);
    const draft = await store.prisma.plan.findFirstOrThrow({ where: { state: "draft" } });
    expect((await answered("preview", { planId: draft.id })).body).toContain(`plan amend ${planId} TỆP`);
  });

  test.each([
    ["hong.docx", Buffer.from("không phải tệp Word"), /Tệp “hong\.docx” bị hỏng/],
    ["trong.docx", planDocx([]), /không tìm thấy nhiệm vụ nào/],
    ["anh.pdf", Buffer.from([0, 1, 2, 3]), /Tệp “anh\.pdf” /],
  ])("%s is refused with the command line's sentence and nothing is stored", async (name, bytes, sentence) => {
    const answer = await answered("read", { attachmentId: await sent(name, bytes) });
    expect(answer.body).toMatch(sentence);
    expect(answer.labels).toEqual([]);
    expect(await drafts()).toBe(0);
  });

  test("a secret document is refused, its bytes are deleted and its name is forgotten, also where it was sent before", async () => {
    const bytes = planDocx(PLAN_TASKS, "TUYỆT MẬT");
    const first = await sent("mat.docx", bytes);
    const before = await store.prisma.attachment.findUniqueOrThrow({ where: { id: first } });
    const answer = await answered("read", { attachmentId: await sent("ten-khac.docx", bytes) });
    expect(answer.body).toContain("Văn bản mật không được đưa vào chat");
    expect(answer.body).not.toContain("ten-khac");
    await expect(files.read(before.sha256 ?? "")).rejects.toThrow();
    expect(await store.prisma.attachment.findMany()).toMatchObject([
      { name: "", sha256: null, storedAt: null, failedAt: LATER },
      { name: "", sha256: null, storedAt: null, failedAt: LATER },
    ]);
    expect(await drafts()).toBe(0);
  });

  test("a document whose bytes were deleted before a crash leaves its name nowhere, and other files stay as they are", async () => {
    const evidence = await sent("minh-chung.txt", Buffer.from("khác"));
    const attachmentId = await sent("mat.docx", planDocx());
    const { sha256 } = await store.prisma.attachment.findUniqueOrThrow({ where: { id: attachmentId } });
    await files.remove(sha256 ?? "");
    expect((await answered("read", { attachmentId })).body).toContain("không còn giữ tệp này");
    expect(await store.prisma.attachment.findUnique({ where: { id: attachmentId } })).toMatchObject({ name: "" });
    expect(await store.prisma.attachment.findUnique({ where: { id: evidence } })).toMatchObject({ failedAt: null });
  });

  test("a file that could not be fetched is said to be missing", async () => {
    const { id } = await store.prisma.attachment.create({
      data: { memberId: adminId, channel: "fake", fileRef: "x", name: "to.docx", createdAt: NOW, failedAt: NOW },
    });
    expect((await answered("read", { attachmentId: id })).body).toContain("không tải được “to.docx”");
  });

  test("work whose file is still being fetched waits, and does not hold up what comes after it", async () => {
    const { id } = await store.prisma.attachment.create({
      data: { memberId: adminId, channel: "fake", fileRef: "x", name: "cham.docx", createdAt: NOW },
    });
    await ask("read", { attachmentId: id });
    await answered("read", { attachmentId: await sent("ke-hoach.docx", planDocx()) });
    expect(await answers()).toHaveLength(1);
    expect(await store.prisma.planWork.count({ where: { doneAt: null } })).toBe(1);
  });

  test("whoever asked and is no administrator when the work is done gets nothing done", async () => {
    const attachmentId = await sent("ke-hoach.docx", planDocx(), organisation.members.chief);
    const answer = await answered("read", { attachmentId }, { memberId: organisation.members.chief });
    expect(answer.body).toContain("do quản trị quản lý");
    expect(await drafts()).toBe(0);
  });
});

describe("a review sheet", () => {
  const sheetOf = async (planId: number): Promise<Uint8Array> => (await writeReviewSheet(store, planId)).bytes;
  const toHealth = (bytes: Uint8Array) =>
    editSheet(bytes, (rows) => setCell(rows, "rà soát trạm y tế", "Đơn vị chủ trì", "Sở Y tế"));

  test("a sheet that comes back shows what it would change and writes nothing until that is agreed to", async () => {
    const planId = await importDraft();
    const attachmentId = await sent("bang.xlsx", await toHealth(await sheetOf(planId)));
    const shown = await answered("read", { attachmentId });
    expect(shown.title).toContain("Thay đổi trong bảng");
    expect(shown.body).toMatch(/Đơn vị chủ trì: Sở Xây dựng.* → Sở Y tế/);
    expect(shown.body).toContain("1 nhiệm vụ sửa");
    expect(shown.labels).toEqual(["Áp dụng", "Bỏ qua"]);
    expect(await store.prisma.taskChange.count()).toBe(0);
    const applied = await answered("apply", { planId, attachmentId });
    expect(applied.body).toContain("Đã áp dụng các thay đổi trong bảng.");
    expect(applied.body).toContain("3 có đơn vị chủ trì trong danh sách");
    expect(applied.body).not.toContain("Tên đơn vị chưa nhận ra");
    expect(applied.files).toHaveLength(1);
  });

  test("a crash after the corrections were written repeats nothing and says that they are applied", async () => {
    const planId = await importDraft();
    const bytes = await toHealth(await sheetOf(planId));
    await applyReviewSheet(store, { planId, bytes, file: "bang.xlsx", dryRun: false, now: NOW });
    const answer = await answered("apply", { planId, attachmentId: await sent("bang.xlsx", bytes) });
    expect(answer.body).toContain("Đã áp dụng các thay đổi trong bảng.");
    expect(await store.prisma.taskChange.count()).toBe(1);
  });

  test("a crash after a task was taken out says so too", async () => {
    const planId = await importDraft();
    const bytes = await editSheet(await sheetOf(planId), (rows) => setCell(rows, "trạm y tế", "Xoá", "x"));
    await applyReviewSheet(store, { planId, bytes, file: "bang.xlsx", dryRun: false, now: NOW });
    const answer = await answered("apply", { planId, attachmentId: await sent("bang.xlsx", bytes) });
    expect(answer.body).toContain("Đã áp dụng các thay đổi trong bảng.");
    expect(answer.body).toContain("2 nhiệm vụ");
  });

  test("a sheet that another's corrections overtook is not applied; the draft as it stands comes with a new one", async () => {
    const planId = await importDraft();
    const [mine, theirs] = [await toHealth(await sheetOf(planId)), await toHealth(await sheetOf(planId))];
    const attachmentId = await sent("bang.xlsx", mine);
    const now = new Date(NOW.getTime() + 60_000);
    await applyReviewSheet(store, { planId, bytes: theirs, file: "khac.xlsx", dryRun: false, now });
    const shown = await answered("read", { attachmentId });
    expect(shown.labels).toEqual(["Gửi lại bảng"]);
    const applied = await answered("apply", { planId, attachmentId });
    expect(applied.body).not.toContain("Đã áp dụng");
    expect(applied.files).toHaveLength(1);
    expect(await store.prisma.taskChange.count()).toBe(1);
  });

  test("a sheet without changes says so and offers what may be done with the draft", async () => {
    const planId = await importDraft();
    const answer = await answered("read", { attachmentId: await sent("bang.xlsx", await sheetOf(planId)) });
    expect(answer.body).toContain("Bảng không khác gì với dự thảo.");
    expect(answer.labels).not.toContain("Áp dụng");
    expect(answer.labels).toContain("Gửi lại bảng");
  });

  test("a wrong cell is told by sheet, row and column, and nothing can be applied", async () => {
    const planId = await importDraft();
    const bytes = await editSheet(await sheetOf(planId), (rows) =>
      setCell(rows, "trạm y tế", "Đến ngày", "31/02/2027"),
    );
    const answer = await answered("read", { attachmentId: await sent("bang.xlsx", bytes) });
    expect(answer.body).toMatch(/dòng \d+, cột «Đến ngày»: “31\/02\/2027”/);
    expect(answer.labels).toEqual([]);
  });

  test("a sheet of a plan that was issued meanwhile changes nothing and says why", async () => {
    const planId = await importDraft();
    const attachmentId = await sent("bang.xlsx", await toHealth(await sheetOf(planId)));
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    for (const kind of ["read", "apply"] as const) {
      const answer = await answered(kind, { planId, attachmentId });
      expect(answer.labels).toEqual([]);
      expect(answer.body).toContain("không còn là dự thảo");
    }
    expect(await store.prisma.taskChange.count()).toBe(0);
  });

  test("the sheet is sent again on request, and not of a plan that is issued", async () => {
    const planId = await importDraft();
    expect((await answered("review", { planId })).files).toHaveLength(1);
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    expect(await answered("review", { planId })).toMatchObject({ files: [], labels: [] });
  });
});

describe("closing a plan", () => {
  const issued = async (): Promise<number> => {
    const planId = await importDraft();
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    return planId;
  };

  test("what is open is listed before a plan is closed, and ends with it", async () => {
    const planId = await issued();
    const shown = await answered("preview-close", { planId });
    expect(shown.body).toContain("còn 2 việc chưa xác nhận xong");
    expect(shown.body).toContain("• Sở Y tế: ");
    expect(shown.body).toContain("(hạn 15/12/2026)");
    expect(shown.labels).toEqual(["Đóng", "Giữ lại"]);
    expect(await store.prisma.plan.count({ where: { state: "closed" } })).toBe(0);
    expect((await answered("close", { planId, seen: await agreed("close") })).body).toContain(
      "2 việc chưa xong đã huỷ",
    );
    expect(await store.prisma.assignment.count({ where: { state: "cancelled" } })).toBe(2);
  });

  test("a plan whose open work changed since it was listed is not closed; the list is shown again", async () => {
    const planId = await issued();
    await answered("preview-close", { planId });
    const seen = await agreed("close");
    const { id } = await store.prisma.assignment.findFirstOrThrow({ orderBy: { id: "asc" } });
    await store.prisma.assignment.update({ where: { id }, data: { state: "reported" } });
    const again = await answered("close", { planId, seen });
    expect(again.body).toContain("đã thay đổi từ lúc anh/chị xem nên tôi chưa đóng");
    expect(again.labels).toEqual(["Đóng", "Giữ lại"]);
    expect(await store.prisma.assignment.count({ where: { state: "cancelled" } })).toBe(0);
    expect((await answered("close", { planId, seen: await agreed("close") })).body).toContain("Đã đóng");
  });

  test("a plan closed by a crashed try is said to be closed; one that another closed before is said to be that", async () => {
    const planId = await issued();
    await closePlan(store, { planId, cancelOpen: true, dryRun: false, now: LATER });
    expect((await answered("close", { planId })).body).toContain("Đã đóng");
    expect((await answered("close", { planId }, { askedAt: new Date(LATER.getTime() + 1) })).body).toContain(
      "đã đóng nên",
    );
  });
});

describe("issuing a plan", () => {
  test("the look before says how much goes to how many units, what is left over and that it cannot be undone; nothing is given", async () => {
    const planId = await importDraft();
    const answer = await answered("preview", { planId });
    expect(answer.body).toContain("sẽ giao 2 việc cho 2 đơn vị");
    expect(answer.body).toContain("Hạn sớm nhất: 01/12/2026");
    expect(answer.body).toContain("1 nhiệm vụ chưa có đơn vị nào nhận");
    expect(answer.body).toContain("không hoàn tác được");
    expect(answer.labels[0]).toMatch(/^(Ban hành|Vẫn ban hành, còn \d+ cần xem lại)$/);
    expect(await store.prisma.assignment.count()).toBe(0);
    expect(await drafts()).toBe(1);
  });

  test("tasks that need a look are confirmed by the label of the last choice", async () => {
    const planId = await importDraft();
    await store.prisma.task.updateMany({ where: { planId }, data: { needsReview: ["thời hạn không rõ"] } });
    const answer = await answered("preview", { planId });
    expect(answer.body).toContain("Còn 3 nhiệm vụ cần xem lại");
    expect(answer.labels[0]).toBe("Vẫn ban hành, còn 3 cần xem lại");
  });

  test("issued means given, once; the administrator hears how much and what is left", async () => {
    const planId = await importDraft();
    await answered("preview", { planId });
    const answer = await answered("issue", { planId, seen: await agreed("issue") });
    expect(answer.title).toContain("Đã ban hành");
    expect(answer.body).toContain("Đã giao 2 việc cho 2 đơn vị.");
    expect(answer.body).toContain("1 nhiệm vụ chưa có đơn vị nào nhận");
    expect(await store.prisma.assignment.count()).toBe(2);
  });

  test("a draft that another corrected since the look is not issued; the look is repeated", async () => {
    const planId = await importDraft();
    await answered("preview", { planId });
    const seen = await agreed("issue");
    const { bytes } = await writeReviewSheet(store, planId);
    const corrected = await editSheet(bytes, (rows) => setCell(rows, "mua thiết bị", "Đến ngày", "25/11/2026"));
    await applyReviewSheet(store, { planId, bytes: corrected, file: "bang.xlsx", dryRun: false, now: NOW });
    for (const agreedTo of [{ seen }, {}]) {
      const again = await answered("issue", { planId, ...agreedTo });
      expect(again.body).toContain("đã được sửa từ lúc anh/chị xem nên tôi chưa ban hành");
      expect(again.body).toContain("Hạn sớm nhất: 25/11/2026");
      expect(await store.prisma.assignment.count()).toBe(0);
    }
    expect((await answered("issue", { planId, seen: await agreed("issue") })).title).toContain("Đã ban hành");
  });

  test("a crash between issuing and answering gives nothing twice and says the same", async () => {
    const planId = await importDraft();
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: LATER });
    const answer = await answered("issue", { planId });
    expect(answer.body).toContain("Đã giao 2 việc cho 2 đơn vị.");
    expect(await store.prisma.assignment.count()).toBe(2);
  });

  test("a plan that somebody else issued before is said to be issued, and nothing is given again", async () => {
    const planId = await importDraft();
    await issuePlan(store, {
      planId,
      restTo: null,
      dryRun: false,
      today: "2026-11-20",
      now: new Date(NOW.getTime() - 1),
    });
    expect((await answered("issue", { planId })).body).toContain("đã được ban hành trước đó");
    expect((await answered("preview", { planId })).body).toContain("không còn là dự thảo");
    expect(await store.prisma.assignment.count()).toBe(2);
  });

  test("a plan that would give nobody anything is not offered for issuing", async () => {
    const planId = await importDraft(planDocx([PLAN_TASKS[2] ?? ""]));
    const answer = await answered("preview", { planId });
    expect(answer.body).toContain("Chưa có việc nào giao được");
    expect(answer.labels).toEqual(["Gửi lại bảng"]);
  });
});

describe("drafts", () => {
  test("a deleted draft is gone with its tasks, and its document may be sent again", async () => {
    const bytes = planDocx();
    const planId = await importDraft(bytes);
    expect((await answered("discard", { planId })).body).toContain("Đã xoá dự thảo");
    expect(await store.prisma.task.count({ where: { planId } })).toBe(0);
    expect(await store.prisma.planWork.findMany()).toMatchObject([{ kind: "discard", planId: null, doneAt: LATER }]);
    const answer = await answered("read", { attachmentId: await sent("ke-hoach.docx", bytes) });
    expect(answer.body).not.toContain("được nhập trước đây");
  });

  test("work on a draft that was deleted meanwhile says that it is gone", async () => {
    const planId = await importDraft();
    await ask("discard", { planId });
    await ask("issue", { planId });
    await worker.workOff();
    expect((await answers()).map(({ body }) => body)[1]).toContain("không còn nữa");
  });

  test("an issued plan is never deleted", async () => {
    const planId = await importDraft();
    await issuePlan(store, { planId, restTo: null, dryRun: false, today: "2026-11-20", now: NOW });
    expect((await answered("discard", { planId })).body).toContain("không còn là dự thảo");
    expect(await store.prisma.plan.count({ where: { id: planId } })).toBe(1);
  });
});

describe("the worker", () => {
  test("two processes at once do each piece of work once", async () => {
    for (const name of ["a", "b", "c"]) {
      const tasks = [`1. Sở Y tế chủ trì lập sổ tay ${name} cho cán bộ. Hoàn thành trước ngày 15/12/2026.`];
      await ask("read", { attachmentId: await sent(`${name}.docx`, planDocx(tasks)) });
    }
    const other = workerOf("another-machine 1 x");
    await Promise.all([worker.workOff(), other.workOff()]);
    await worker.stop();
    await other.workOff();
    expect(await answers()).toHaveLength(3);
    expect(await drafts()).toBe(3);
    await other.stop();
  });

  test("work that fails is said to have failed and is not tried for ever", async () => {
    const broken: FileStore = { ...files, read: async () => 5 as unknown as Uint8Array };
    worker = workerOf("broken", broken);
    const answer = await answered("read", { attachmentId: await sent("ke-hoach.docx", planDocx()) });
    expect(answer.body).toContain("Có lỗi ở phía tôi");
    expect(await store.prisma.planWork.count({ where: { doneAt: null } })).toBe(0);
  });

  test("the answer goes to administrators only, also at the moment of sending", async () => {
    await answered("preview", { planId: await importDraft() });
    expect(await store.prisma.delivery.findFirst()).toMatchObject({
      channel: "fake",
      chatId: "ADMIN",
      memberId: adminId,
      proactive: false,
      requiredRole: "admin",
      requiredUnitId: organisation.units.root,
    });
  });
});
