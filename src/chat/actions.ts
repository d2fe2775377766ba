import type { Action } from "../delivery/post.ts";
import type { Picture } from "../store/turn.ts";
import { choicesOf } from "./input.ts";
import type { Meaning } from "./understand/understand.ts";

const BY_COMMAND: Readonly<Record<string, Action>> = {
  start: { dialog: "help", do: "welcome" },
  help: { dialog: "help", do: "open" },
  tasks: { dialog: "tasks", do: "open" },
  unit: { dialog: "unit", do: "open" },
  approve: { dialog: "approvals", do: "open" },
  report: { dialog: "report", do: "open" },
  commitments: { dialog: "commitments", do: "open" },
  language: { dialog: "language", do: "open" },
};

/** The dialog a command opens; null: not a command that opens one. */
export function actionOfCommand(name: string, argument: string): Action | null {
  const action = BY_COMMAND[name];
  if (action === undefined) return null;
  return argument === "" ? action : { ...action, value: argument };
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
