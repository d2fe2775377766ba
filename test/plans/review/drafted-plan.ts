import { createHash } from "node:crypto";
import type { DraftTask } from "../../../src/plans/draft.ts";
import { newTask } from "../../../src/plans/new-task.ts";
import { REVIEW_REASONS } from "../../../src/plans/read/review-reasons.ts";
import { applyReviewSheet, type ReviewResult, writeReviewSheet } from "../../../src/plans/review/review.ts";
import { ReviewRefusal } from "../../../src/plans/review/review-refusal.ts";
import { importUnits, type UnitRow } from "../../../src/store/import-units.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { insertPlan } from "../../../src/store/plans.ts";
import { type StoredTask, storedTasks } from "../../../src/store/tasks.ts";
import { monitorUnitFor, readUnitRegistry } from "../../../src/store/unit-registry.ts";
import { local } from "../../support/planning.ts";

export const NOW = local("2026-11-23 09:00");

const unit = (code: string, name: string, aliases: readonly string[] = []): UnitRow => ({
  code,
  name,
  shortName: null,
  aliases,
  parent: code === "GOC" ? null : "GOC",
  groups: code === "GOC" ? [] : ["các sở"],
});

/** A province with three departments and the group of all three. */
export const UNITS = [
  unit("GOC", "Ủy ban tỉnh Sông Mơ"),
  unit("SYT", "Sở Y tế"),
  unit("STC", "Sở Tài chính"),
  unit("SVH", "Sở Văn hóa, Thể thao"),
];

const SURE = { confidence: 0.95, why: ["Câu ghi rõ “chủ trì”."] };

/** A task as the reader drafts it, sure of itself and without a deadline. */
export const drafted = (task: Partial<DraftTask>): DraftTask => ({
  heading: "I.1",
  text: "Rà soát hồ sơ.",
  leadUnits: ["Sở Y tế"],
  coordUnits: [],
  deadline: { kind: "none", start: null, end: null, every: null, dueDays: [], delayDays: null, event: null },
  deadlineText: null,
  product: null,
  report: null,
  page: 1,
  paragraph: 3,
  table: null,
  confidence: 0.95,
  needsReview: [],
  fields: { leadUnits: SURE, coordUnits: SURE, deadline: SURE },
  ...task,
});

const none = { start: null, end: null, every: null, dueDays: [], delayDays: null, event: null };

/** N1 has a window, N2 recurs and its lead is not recognised, N3 waits for an event, N4 begins like a formula. */
export const TASKS = [
  drafted({
    heading: "II.1",
    text: "Mở lớp tập huấn cho cán bộ trạm y tế.",
    coordUnits: ["Sở Tài chính"],
    deadline: { ...none, kind: "once", start: "2026-01-01", end: "2026-03-31" },
    deadlineText: "hoàn thành trong quý I/2026",
    product: "Danh sách học viên",
  }),
  drafted({
    heading: "II.2",
    text: "Báo cáo tình hình cấp phép.",
    leadUnits: ["So Van hoa, The thao"],
    deadline: { ...none, kind: "recurring", every: "quarter", dueDays: ["20"] },
    deadlineText: "trước ngày 20 tháng cuối quý",
    report: { to: "Ủy ban tỉnh", every: "quarter" },
    confidence: 0.66,
    needsReview: [REVIEW_REASONS["nested-lead"], REVIEW_REASONS["choice-of-period"]],
    fields: {
      leadUnits: { confidence: 0.66, why: ["Đơn vị đứng đầu câu.", REVIEW_REASONS["nested-lead"]] },
      coordUnits: SURE,
      deadline: { confidence: 0.7, why: ["Câu nêu thời hạn.", REVIEW_REASONS["choice-of-period"]] },
    },
  }),
  drafted({
    heading: "III",
    text: "Ban hành kế hoạch chi tiết.",
    leadUnits: ["các sở"],
    deadline: { ...none, kind: "after-event", event: "Trung ương có hướng dẫn", delayDays: 30 },
    deadlineText: "sau 30 ngày kể từ khi Trung ương có hướng dẫn",
    table: { number: 2, row: 14 },
    paragraph: null,
  }),
  drafted({ heading: "IV", text: '=HYPERLINK("http://vi-du.example","bấm")', product: "-1+2", page: null }),
];

/** Stores units and a draft of these tasks. Returns the plan's id. */
export async function draftPlan(store: Store, tasks: readonly DraftTask[] = TASKS): Promise<number> {
  await importUnits(store.prisma, UNITS);
  await importUnits(store.prisma, UNITS);
  const registry = await readUnitRegistry(store.prisma);
  const plan = {
    number: "12/KH-UB",
    issuedOn: "2025-12-20",
    issuer: "Ủy ban tỉnh Sông Mơ",
    title: "Kế hoạch nâng cao chất lượng trạm y tế",
    monitorUnitId: await monitorUnitFor(store.prisma, "GOC"),
    sourceName: "ke-hoach.docx",
    sourceHash: createHash("sha256").update(JSON.stringify(tasks)).digest("hex"),
    warnings: [],
    tasks: tasks.map((task) => newTask(task, registry).task),
  };
  return await insertPlan(store.prisma, plan, NOW);
}

export const tasksOf = (store: Store, planId: number): Promise<StoredTask[]> => storedTasks(store.prisma, planId);

export const sheetOf = async (store: Store, planId: number): Promise<Uint8Array> =>
  (await writeReviewSheet(store, planId)).bytes;

export const apply = (
  store: Store,
  planId: number,
  bytes: Uint8Array,
  { dryRun = false, file = "bang.xlsx" } = {},
): Promise<ReviewResult> => applyReviewSheet(store, { planId, bytes, file, dryRun, now: NOW });

/** The problems of a sheet that is refused, as "row column code seen [accepted]". */
export async function problemsOf(applying: Promise<unknown>): Promise<string[]> {
  try {
    await applying;
  } catch (error) {
    if (!(error instanceof ReviewRefusal)) throw error;
    return error.problems.map(({ row, column, code, seen, accepted }) =>
      [row, column ?? "-", code, seen, accepted === "" ? "" : `[${accepted}]`].filter((word) => word !== "").join(" "),
    );
  }
  return [];
}
