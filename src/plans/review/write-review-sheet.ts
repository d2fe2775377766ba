import writeWorkbook from "write-excel-file/node";
import { Refusal } from "../../errors.ts";
import { inTransaction } from "../../store/database.ts";
import type { Store } from "../../store/open-store.ts";
import { lockPlan } from "../../store/plans.ts";
import { storedTasks } from "../../store/tasks.ts";
import { readUnitRegistry } from "../../store/unit-registry.ts";
import { type Texts, textsIn } from "../../texts/texts.ts";
import { needsLook } from "./doubts.ts";
import { draftFingerprint } from "./draft-fingerprint.ts";
import { guideSheet } from "./guide-sheet.ts";
import { dropDowns, filterAndPrint, hiddenSheet } from "./sheet-features.ts";
import { LABEL_SHEET, labelRows, languageOf } from "./sheet-label.ts";
import { taskColumns, taskDropDowns, taskSheet } from "./task-sheet.ts";
import { unitNames } from "./unit-names.ts";
import { unitSheet } from "./unit-sheet.ts";

export type WrittenSheet = {
  /** What to call the file. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly title: string;
  readonly tasks: number;
  readonly needsLook: number;
};

/**
 * A draft as a workbook that a person corrects: the tasks, how to, the units to choose from. Changes nothing.
 *
 * @throws Refusal `plan-unknown`, `review-not-draft`
 */
export async function writeReviewSheet(
  store: Store,
  planId: number,
  texts: Texts = textsIn("vi", "vi"),
): Promise<WrittenSheet> {
  const { plan, tasks, registry } = await inTransaction(store.prisma, async (db) => {
    const plan = await lockPlan(db, planId);
    if (plan === null) throw new Refusal("plan-unknown", { plan: planId });
    if (plan.state !== "draft") throw new Refusal("review-not-draft", { plan: planId, state: plan.state });
    return { plan, tasks: await storedTasks(db, planId), registry: await readUnitRegistry(db) };
  });
  const { review } = texts;
  const words = { review, names: unitNames(registry) };
  const shown = tasks.filter((task) => !task.dropped);
  const label = { planId, fingerprint: draftFingerprint(tasks), language: languageOf(texts) };
  const counts = { tasks: shown.length, needsLook: shown.filter(needsLook).length };
  const { tasks: first, guide, units } = review.sheets;
  const data = taskSheet(shown, words);
  const bytes = await writeWorkbook(
    [
      {
        sheet: first,
        data,
        columns: taskColumns,
        stickyRowsCount: 1,
        stickyColumnsCount: 2,
        orientation: "landscape",
      },
      { sheet: guide, data: guideSheet(plan.title, counts, review), columns: [{ width: 24 }, { width: 110 }] },
      {
        sheet: units,
        data: unitSheet(words),
        columns: [{ width: 44 }, { width: 14 }, { width: 44 }, { width: 44 }],
        stickyRowsCount: 1,
      },
      { sheet: LABEL_SHEET, data: labelRows(label).map((row) => [...row]) },
    ],
    {
      fontFamily: "Calibri",
      fontSize: 11,
      features: [
        dropDowns(first, taskDropDowns(data.length, words)),
        filterAndPrint(first, { columns: taskColumns.length, rows: data.length, index: 0 }),
        hiddenSheet(LABEL_SHEET),
      ],
    },
  ).toBuffer();
  return { name: review.fileName(planId), bytes, title: plan.title, ...counts };
}
