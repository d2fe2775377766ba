import type { Choice } from "../../delivery/post.ts";
import { mayDecideIn, mayReviewReport } from "../../domain/access.ts";
import { type AssignmentCard, awaitingDecision } from "../../store/assignments.ts";
import { readUnitTree } from "../../store/people.ts";
import { type ReportCard, submittedReports } from "../../store/reports.ts";
import { type Dialog, over } from "../dialog.ts";
import { assignmentLabel, PAGE_LENGTH } from "./assignment-choices.ts";

type Waiting = { readonly assignments: readonly AssignmentCard[]; readonly reports: readonly ReportCard[] };

/** What waits for a head's decision: done work to confirm, extensions asked, reports to receive. */
export const approvals: Dialog<Waiting> = {
  name: "approvals",
  async load(db, { person }) {
    const tree = await readUnitTree(db);
    const monitored = tree.ids.filter((id) => mayDecideIn(person, id, tree));
    const reports = await submittedReports(db, tree.ids);
    return {
      assignments: monitored.length === 0 ? [] : await awaitingDecision(db, monitored),
      reports: reports.filter((report) => mayReviewReport(person, report, tree)),
    };
  },
  open(_action, { assignments, reports }, context) {
    const { texts } = context;
    const choices: Choice[] = [
      ...assignments.map((card) => ({
        label: `${card.asked === null ? texts.approvals.confirm : texts.approvals.extend} ${card.unitName}: ${assignmentLabel(card, context)}`,
        action: { dialog: "assignment", do: "show", id: card.id },
        stays: true as const,
      })),
      ...reports.map((report) => ({
        label: texts.approvals.report(report.memberName, report.period),
        action: { dialog: "report-review", do: "show", id: report.id },
        stays: true as const,
      })),
    ];
    if (choices.length === 0) return over([{ body: texts.approvals.none }]);
    return over([
      {
        title: texts.approvals.title(choices.length),
        body: choices.length > PAGE_LENGTH ? texts.approvals.first(PAGE_LENGTH) : texts.approvals.pick,
        choices: choices.slice(0, PAGE_LENGTH),
      },
    ]);
  },
};
