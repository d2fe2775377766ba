import type { Dialogs } from "../converse.ts";
import type { Dialog } from "../dialog.ts";
import { accounts } from "./accounts.ts";
import { approvals } from "./approvals.ts";
import { assignment } from "./assignment.ts";
import { commitments } from "./commitments.ts";
import { confirmation } from "./confirmation.ts";
import { evidence } from "./evidence.ts";
import { extension } from "./extension.ts";
import { extensionDecision } from "./extension-decision.ts";
import { handover } from "./handover.ts";
import { help } from "./help.ts";
import { language } from "./language.ts";
import { planDesk } from "./plan-desk.ts";
import { plans } from "./plans.ts";
import { progress } from "./progress.ts";
import { report } from "./report.ts";
import { reportReview } from "./report-review.ts";
import { tasks } from "./tasks.ts";
import { unit } from "./unit.ts";

const ALL: readonly Dialog[] = [
  accounts,
  approvals,
  assignment,
  commitments,
  confirmation,
  evidence,
  extension,
  extensionDecision,
  handover,
  help,
  language,
  planDesk,
  plans,
  progress,
  report,
  reportReview,
  tasks,
  unit,
];

/** Every dialog by its name. A new one is written here and nowhere else. */
export const allDialogs: Dialogs = new Map(ALL.map((dialog) => [dialog.name, dialog]));
