import { mayReadReport, mayReviewReport } from "../../domain/access.ts";
import type { UnitTree } from "../../domain/unit-tree.ts";
import { readUnitTree } from "../../store/people.ts";
import { lockReport, type ReportCard } from "../../store/reports.ts";
import { type Context, type Dialog, isAction, next, over, type Step } from "../dialog.ts";
import { reportText } from "./report-text.ts";

type ReviewWorld = { readonly report: ReportCard | null; readonly tree: UnitTree };

const LONGEST_REASON = 500;

/** A head reads a member's report, receives it, or returns it and says why. Every reading is recorded. */
export const reportReview: Dialog<ReviewWorld> = {
  name: "report-review",
  async load(db, _context, at) {
    const id = isAction(at) ? at.id : (at.data as { id?: number }).id;
    return { report: id === undefined ? null : await lockReport(db, id), tree: await readUnitTree(db) };
  },
  open(action, { report, tree }, context) {
    const { texts, person } = context;
    if (report === null || !mayReadReport(person, report, tree)) return over([{ body: texts.report.notYours }]);
    if (action.do === "show") return shown(report, tree, context);
    if (!mayReviewReport(person, report, tree)) return over([{ body: texts.report.notYours }]);
    if (report.state !== "submitted") return over([{ body: texts.report.notWaiting[report.state] }]);
    if (action.value !== undefined && Number(action.value) !== report.version) return shown(report, tree, context);
    if (action.do === "return") return next({ step: "reason", data: { id: report.id, version: report.version } });
    return decided(report, true, null, context);
  },
  answer(position, answer, { report, tree }, context) {
    const { texts, person } = context;
    if (report === null || !mayReviewReport(person, report, tree)) return over([{ body: texts.report.notYours }]);
    if (report.state !== "submitted") return over([{ body: texts.report.notWaiting[report.state] }]);
    if ((position.data as { version: number }).version !== report.version) return shown(report, tree, context);
    if (answer.kind !== "text") return null;
    if (answer.text.length > LONGEST_REASON) {
      return next(position, [{ body: texts.talk.answerTooLong(answer.text.length, LONGEST_REASON) }]);
    }
    return decided(report, false, answer.text, context);
  },
  ask: (_position, { report }, { texts }) => ({ body: texts.report.askReturnReason(report?.memberName ?? "") }),
};

function shown(report: ReportCard, tree: UnitTree, context: Context): Step {
  const { texts, person } = context;
  if (report.version === 0) return over([{ body: texts.report.notWaiting.draft }]);
  const act = (act: string) => ({ dialog: "report-review", do: act, id: report.id, value: String(report.version) });
  const waits = report.state === "submitted" && mayReviewReport(person, report, tree);
  return over(
    [
      {
        title: texts.report.reviewTitle(report.memberName, report.period),
        body: reportText(report.answers, texts),
        choices: waits
          ? [
              { label: texts.report.choices.accept, action: act("accept") },
              { label: texts.report.choices.return, action: act("return") },
            ]
          : [],
      },
    ],
    report.memberId === person.memberId
      ? []
      : [{ change: "read-text", subjectId: report.memberId, what: `report ${report.id} version ${report.version}` }],
  );
}

function decided(report: ReportCard, accepted: boolean, note: string | null, { texts, person }: Context): Step {
  return over(
    [
      { body: accepted ? texts.report.acceptNoted(report.memberName) : texts.report.returnNoted(report.memberName) },
      {
        to: report.memberId,
        title: accepted ? texts.report.acceptedTitle : texts.report.returnedTitle,
        body: accepted
          ? texts.report.accepted(report.period, person.fullName)
          : texts.report.returned(report.period, person.fullName, note ?? ""),
        choices: accepted ? [] : [{ label: texts.report.choices.edit, action: { dialog: "report", do: "open" } }],
      },
    ],
    [{ change: "decide-report", reportId: report.id, version: report.version, accepted, note }],
  );
}
