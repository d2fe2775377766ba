import { formatDay, shorten } from "./format.ts";
import type { planDeskVi } from "./plan-desk-vi.ts";

const STATES: Readonly<Record<string, string>> = { draft: "a draft", issued: "issued", closed: "closed" };

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
const tasks = (count: number): string => counted(count, "task");
const assignments = (count: number): string => counted(count, "assignment");

const nameOf = ({ number, title }: { number: string | null; title: string }): string =>
  number === null ? shorten(title, 80) : `${number} ${shorten(title, 70)}`;

/** An administrator's plans in chat, in English. */
export const planDeskEn: typeof planDeskVi = {
  adminsOnly: "Plans are kept by administrators, so I changed nothing.",
  received: (names) =>
    `I have ${names.map((name) => `“${shorten(name, 80)}”`).join(", ")} and am reading. One moment, please.`,
  fileGone: "I no longer have that file, so I did nothing. Please send it again.",
  notFetched: (name) =>
    `I could not fetch “${name}” from the chat (it was deleted there, or is larger than 20 MB). Please send it again.`,
  failed:
    "Something went wrong on my side and this was not done; the fault is logged. Please try again in a few minutes.",
  which: (names) =>
    `Is ${names.map((name) => `“${shorten(name, 80)}”`).join(", ")} a plan to read, or evidence for work in hand?`,
  asPlan: "A plan or a review sheet",
  asEvidence: "Evidence",
  secret: (seen) =>
    `The document you sent is stamped “${seen}”. Secret documents must not enter chat: I did not read it and deleted my copy. Please delete the message with that file in the chat as well.`,

  list: {
    title: "Manage plans",
    none: "There are no plans yet. Send me a document (.docx, .pdf, .xlsx): I read it and send back a sheet to check.",
    hint: "Send me a document (.docx, .pdf, .xlsx) to add a plan. Choose one to see it and decide:",
    line: (plan) =>
      plan.state === "draft"
        ? `• ${nameOf(plan)}: draft, ${tasks(plan.tasks)}, ${plan.needsLook} to look at`
        : `• ${nameOf(plan)}: ${STATES[plan.state] ?? plan.state}, ${plan.confirmed} of ${assignments(plan.assignments)} done`,
    label: (plan) => shorten(`${plan.state === "draft" ? "Draft: " : ""}${nameOf(plan)}`, 60),
    more: (rest) => `Show more (${rest})`,
    progress: "Progress in numbers",
  },

  plan: {
    gone: "That plan is no longer here (the draft was deleted). Write /plans to see what there is.",
    notDraft: (name, state) =>
      `“${shorten(name, 100)}” is no longer a draft (${STATES[state] ?? state}), so I changed nothing. Write /plans to see it.`,
    notIssued: (name, state) => `“${shorten(name, 100)}” is ${STATES[state] ?? state}, so I did not close it.`,
    state: (plan) =>
      plan.state === "draft"
        ? `Draft: ${tasks(plan.tasks)}, ${plan.needsLook} to look at. Nobody is reminded until it is issued.`
        : `It is ${STATES[plan.state] ?? plan.state}. ${tasks(plan.tasks)}, ${assignments(plan.assignments)} given, ${plan.confirmed} done.`,
    awaited: (count) => `${counted(count, "event")} without a day yet; tasks that wait for them have no due date.`,
    title: (plan) => nameOf(plan),
  },

  events: {
    title: "Events that are waited for",
    none: "No task of this plan waits for an event.",
    line: (event, count) => `• ${event}: ${tasks(count)}`,
    next: (planId) => `When it takes place, record the day with: plan event ${planId} "NAME" --on DAY`,
  },

  draft: {
    title: (plan) => `Draft ${plan.planId}: ${plan.number ?? "(no number yet)"}`,
    counts: (draft) =>
      `${tasks(draft.tasks)}, ${draft.dated} with a deadline, ${draft.withLead} with a lead unit that is registered, ${draft.needsLook} to look at.`,
    warning: (warning) => `Note: ${warning}`,
    unknownUnits: "Names of units I do not know:",
    unknownUnit: (written, proposals) =>
      `• ${written}${proposals.length === 0 ? "" : ` (is it ${proposals.join(", ")}?)`}`,
    moreLines: (rest) => `… and ${counted(rest, "more line")}`,
    known: "This file was imported before, so I did not import it again; the draft stands as follows.",
    knownIssued: (name, state) =>
      `This file was imported before: “${shorten(name, 100)}”, ${STATES[state] ?? state}. I did not import it again. Write /plans to see it.`,
    cannotIssue:
      "It cannot be issued yet: no task has a lead unit that is registered. Fill in the units in the sheet and send it back.",
    revises: (plan) =>
      `Note: this seems to be a revision of “${nameOf(plan)}”, which is under way (${[
        ...(plan.sameNumber ? ["the same number"] : []),
        ...(plan.alike === 0 ? [] : [`${counted(plan.alike, "task")} in the same words`]),
      ].join(
        ", ",
      )}). If so, do not issue this draft, or everything is given twice; amend that plan with the command plan amend ${plan.planId} FILE.`,
    next: "Correct the attached sheet and send it back here; I show what would change before anything is applied.",
    sheet: "The review sheet is attached. Correct it and send it back here; I show what would change first.",
  },

  sheet: {
    title: (name) => `Changes in the sheet: ${shorten(name, 80)}`,
    ask: "I have written nothing yet. Apply these changes?",
    applied: "The sheet's changes are applied.",
    ignored: "I did not apply that sheet; everything stays as it was.",
  },

  issue: {
    previewTitle: "Before it is issued",
    preview: (name, given, units) =>
      `Issuing “${shorten(name, 100)}” gives ${assignments(given)} to ${counted(units, "unit")}.`,
    firstDue: (dueOn) => `First due date: ${formatDay(dueOn)}.`,
    needsLook: (count) => `${tasks(count)} still to be looked at; better check the sheet first.`,
    nothing:
      "Nothing could be given to any unit, so it cannot be issued yet. Correct the units in the sheet and send it back.",
    notGiven: (count) => `${tasks(count)} that no unit gets; once issued, the sheet can no longer mend that:`,
    leftOver: (count) => `${tasks(count)} that no unit got; a revised document adds them (command plan amend):`,
    unassignedTask: (heading, text) => `• ${heading} ${shorten(text, 90)}`.replace("•  ", "• "),
    noUndo: "Once issued, units are reminded by their deadlines; this cannot be undone. Issue it?",
    doneTitle: (name) => `Issued: ${shorten(name, 80)}`,
    done: (given, units) => `${assignments(given)} given to ${counted(units, "unit")}.`,
    changed: "The draft was corrected since you looked at it, so I did not issue it. It now stands as follows:",
    already: (name) => `“${shorten(name, 100)}” was issued before, so I did not issue it again.`,
    next: "I remind the units at 8 in the morning of working days, by their deadlines. Write /plans to follow it.",
  },

  discard: {
    ask: (name) =>
      `Delete the draft “${shorten(name, 100)}” with everything corrected in it? This cannot be undone; the document can then be sent again.`,
    done: (name) => `The draft “${shorten(name, 100)}” is deleted.`,
    kept: "The draft stays as it is.",
  },

  close: {
    title: "Close a plan",
    ask: (name, open) =>
      open === 0
        ? `“${shorten(name, 100)}” has nothing open.`
        : `“${shorten(name, 100)}” has ${assignments(open)} not confirmed yet; these are cancelled when it is closed:`,
    open: (unit, text, dueOn) => `• ${unit}: ${shorten(text, 80)}${dueOn === null ? "" : ` (due ${formatDay(dueOn)})`}`,
    noUndo:
      "Once closed, nothing is given or reminded any more; this cannot be undone. What was noted stays. Close it?",
    done: (name, cancelled) =>
      `“${shorten(name, 100)}” is closed${cancelled === 0 ? "" : `; ${assignments(cancelled)} not finished were cancelled`}. What was noted stays.`,
    changed: "The open work has changed since you looked at it, so I did not close the plan. It now stands as follows:",
    kept: "The plan stays open.",
  },

  working: {
    preview: "I am working out what would be given. One moment, please.",
    issue: "I am issuing it. One moment, please.",
    review: "I am writing the review sheet. One moment, please.",
    apply: "I am applying the sheet. One moment, please.",
    discard: "I am deleting the draft.",
    "preview-close": "I am looking for what is still open. One moment, please.",
    close: "I am closing the plan. One moment, please.",
  },

  choices: {
    issue: "Issue",
    issueWithDoubts: (count) => `Issue (${count} to look at)`,
    issueAnyway: (count) => `Issue all the same, ${count} to look at`,
    review: "Send the sheet again",
    discard: "Delete the draft",
    discardNow: "Delete",
    keep: "Keep",
    apply: "Apply",
    ignore: "Leave",
    close: "Close the plan",
    closeNow: "Close",
    events: "Events that are waited for",
    show: "Show the plan",
  },
};
