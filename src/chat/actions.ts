import type { Action } from "../delivery/post.ts";
import { type Asker, mayAdminister } from "../domain/access.ts";
import type { Picture } from "../store/turn.ts";
import { choicesOf } from "./input.ts";
import type { Meaning } from "./understand/understand.ts";

/** The dialog in which administrators keep plans. */
export const PLAN_DESK = "plan-desk";

const BY_COMMAND: Readonly<Record<string, Action>> = {
  start: { dialog: "help", do: "welcome" },
  help: { dialog: "help", do: "open" },
  tasks: { dialog: "tasks", do: "open" },
  unit: { dialog: "unit", do: "open" },
  approve: { dialog: "approvals", do: "open" },
  report: { dialog: "report", do: "open" },
  commitments: { dialog: "commitments", do: "open" },
  language: { dialog: "language", do: "open" },
  plans: { dialog: "plans", do: "open" },
  accounts: { dialog: "accounts", do: "open" },
  link: { dialog: "accounts", do: "code" },
  unlink: { dialog: "accounts", do: "unlink" },
};

/** The dialog a command opens; null: not a command that opens one. Administrators keep the plans that others count. */
export function actionOfCommand(name: string, argument: string, person: Asker): Action | null {
  if (name === "plans" && mayAdminister(person)) return { dialog: PLAN_DESK, do: "open" };
  const action = BY_COMMAND[name];
  if (action === undefined) return null;
  return argument === "" ? action : { ...action, value: argument };
}

/** What a plan or its review sheet is sent as. */
const PLAN_FILE = /\.(?:docx|pdf|xlsx|csv|md|txt)$/i;

/** The dialog that files out of the blue open: an administrator's documents are plans, everything else is evidence. */
export function actionOfFiles(names: readonly string[], attachmentIds: readonly number[], person: Asker): Action {
  const value = attachmentIds.join(" ");
  const arePlans = names.length > 0 && names.every((name) => PLAN_FILE.test(name));
  return arePlans && mayAdminister(person)
    ? { dialog: PLAN_DESK, do: "file", value }
    : { dialog: "evidence", do: "attach", value };
}

/** The dialog a sentence opens when nothing is being asked; null: the bot has to ask what was meant. */
export function actionOfMeaning({ intent, slots }: Meaning, picture: Picture): Action | null {
  const about = (action: Action): Action => {
    const id = assignmentMeant(slots.tasks, picture);
    return id === null ? action : { ...action, id };
  };
  switch (intent) {
    case "done":
      return about({ dialog: "progress", do: "done" });
    case "not_done":
      return about({ dialog: "progress", do: "not-done", value: slots.reason ?? "" });
    case "in_progress":
      return about({
        dialog: "progress",
        do: "percent",
        value: slots.percent === undefined ? "" : String(slots.percent),
      });
    case "extension_request":
      return about({
        dialog: "extension",
        do: "ask",
        value: JSON.stringify({ date: slots.date, reason: slots.reason }),
      });
    case "reassign":
      return about({ dialog: "handover", do: "choose", value: slots.to ?? "" });
    case "snooze":
      return { dialog: "help", do: "snooze" };
    case "list_outstanding":
      return slots.unit === undefined
        ? { dialog: "tasks", do: "open" }
        : { dialog: "unit", do: "open", value: slots.unit };
    case "list_overdue":
      return { dialog: "tasks", do: "overdue" };
    case "start_report":
      return { dialog: "report", do: "open" };
    case "help":
      return { dialog: "help", do: "open" };
    default:
      return null;
  }
}

/** "việc 2": the second choice of the newest message; no number: the one assignment that message is about. */
function assignmentMeant(numbers: readonly number[] | undefined, picture: Picture): number | null {
  if (picture.newest === null) return null;
  const choices = choicesOf(picture.newest);
  const number = numbers?.[0];
  if (number !== undefined) return choices[number - 1]?.action.id ?? null;
  const ids = new Set(choices.map((choice) => choice.action.id));
  const [id] = ids;
  return ids.size === 1 ? (id ?? null) : null;
}
