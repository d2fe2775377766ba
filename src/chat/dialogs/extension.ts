import { mayReportProgress } from "../../domain/access.ts";
import { isOutstanding } from "../../domain/assignment.ts";
import { type CalendarDate, isCalendarDate } from "../../domain/calendar-date.ts";
import { checkNewDate } from "../../domain/extension.ts";
import type { AssignmentCard } from "../../store/assignments.ts";
import { shorten } from "../../texts/format.ts";
import { type Answer, type Context, type Dialog, next, over, type Position, type Say, type Step } from "../dialog.ts";
import { readDay } from "../understand/day.ts";
import { assignmentLabel } from "./assignment-choices.ts";
import { askWhich, loadWork, type WorkWorld } from "./which-assignment.ts";

/** What has been said so far; what is null is still to be asked. */
type Request = { readonly id: number; readonly date: CalendarDate | null; readonly reason: string | null };

const LONGEST_REASON = 500;

/** Asks for more time: until when, why, and whether to send it. The head of the monitoring unit decides. */
export const extension: Dialog<WorkWorld> = {
  name: "extension",
  load: loadWork,
  open(action, world, context) {
    const { card } = world;
    if (card === null) return askWhich(action, world.outstanding, context);
    const { texts, person } = context;
    if (!mayReportProgress(person, card, world.tree)) return over([{ body: texts.assignment.notYours }]);
    if (!isOutstanding(card.state)) return over([{ body: texts.assignment.closed[card.state] }]);
    if (card.dueOn === null) return over([{ body: texts.extension.undated }]);
    if (card.asked !== null) return over([{ body: texts.extension.alreadyAsked(card.asked.newDueOn) }]);
    if (world.deciders.length === 0) return over([{ body: texts.extension.nobodyDecides }]);
    const said = saidAlready(action.value);
    const request: Request = { id: card.id, date: null, reason: said.reason };
    return said.date === null ? next(positionOf(request)) : dateSaid(request, said.date, card, context);
  },
  answer(position, answer, world, context) {
    const { card } = world;
    if (card === null || card.dueOn === null || !isOutstanding(card.state))
      return over([{ body: context.texts.assignment.gone }]);
    const request = position.data as Request;
    if (answer.kind === "edit") return next(positionOf({ ...request, date: null }));
    switch (position.step) {
      case "date":
        return dateAnswered(request, answer, card, context);
      case "reason":
        return reasonAnswered(request, answer, context);
      default:
        return confirmAnswered(request, answer, world, card, context);
    }
  },
  ask: (position, { card }, context) => question(position, card, context),
};

/** The next thing to ask: the date, then the reason, then whether to send. */
function positionOf(request: Request): Position {
  const step = request.date === null ? "date" : request.reason === null ? "reason" : "confirm";
  return { step, data: request };
}

function dateAnswered(request: Request, answer: Answer, card: AssignmentCard, context: Context): Step | null {
  if (answer.kind !== "text") return null;
  const read = readDay(answer.text, context.today);
  if (read === null) return null;
  if ("problem" in read)
    return next(positionOf(request), [{ body: context.texts.extension.badDay[read.problem](read.seen) }]);
  const reason = request.reason ?? answer.meaning.slots.reason ?? null;
  return dateSaid({ ...request, reason }, read.date, card, context);
}

function dateSaid(request: Request, date: CalendarDate, card: AssignmentCard, context: Context): Step {
  const problem = card.dueOn === null ? null : checkNewDate(card.dueOn, date, context.today);
  if (problem !== null) {
    const body = context.texts.extension.badDate[problem](date, card.dueOn ?? date);
    return next(positionOf({ ...request, date: null }), [{ body }]);
  }
  return next(positionOf({ ...request, date }));
}

function reasonAnswered(request: Request, answer: Answer, { texts }: Context): Step | null {
  if (answer.kind !== "text") return null;
  if (answer.text.length > LONGEST_REASON) {
    return next(positionOf(request), [{ body: texts.talk.answerTooLong(answer.text.length, LONGEST_REASON) }]);
  }
  return next(positionOf({ ...request, reason: answer.meaning.slots.reason ?? answer.text }));
}

function confirmAnswered(
  request: Request,
  answer: Answer,
  world: WorkWorld,
  card: AssignmentCard,
  context: Context,
): Step | null {
  if (answer.kind !== "choice") return null;
  if (answer.action.value === "date") return next(positionOf({ ...request, date: null }));
  if (answer.action.value === "reason") return next(positionOf({ ...request, reason: null }));
  if (request.date === null || request.reason === null || card.dueOn === null) return null;
  if (card.asked !== null) return over([{ body: context.texts.extension.alreadyAsked(card.asked.newDueOn) }]);
  return over(
    [
      { body: context.texts.extension.sent(request.date, card.dueOn) },
      ...world.deciders.map((decider) => telling(decider, request, card, context)),
    ],
    [
      {
        change: "ask-extension",
        assignmentId: card.id,
        oldDueOn: card.dueOn,
        newDueOn: request.date,
        reason: request.reason,
      },
    ],
  );
}

/** The request as the deciding head reads it. */
function telling(
  decider: WorkWorld["deciders"][number],
  request: Request,
  card: AssignmentCard,
  context: Context,
): Say {
  const { texts, person } = context;
  return {
    to: decider.memberId,
    asHeadOf: decider.unitId,
    title: texts.extension.askedTitle,
    body: texts.extension.asked(
      card.unitName,
      person.fullName,
      assignmentLabel(card, context),
      card.dueOn ?? "",
      request.date ?? "",
      request.reason ?? "",
    ),
    choices: [
      { label: texts.assignment.choices.grant, action: { dialog: "extension-decision", do: "grant", id: card.id } },
      { label: texts.assignment.choices.refuse, action: { dialog: "extension-decision", do: "refuse", id: card.id } },
      { label: texts.assignment.choices.show, action: { dialog: "assignment", do: "show", id: card.id }, stays: true },
    ],
  };
}

function question(position: Position, card: AssignmentCard | null, { texts }: Context): Say {
  const request = position.data as Request;
  const answer = (value: string) => ({ dialog: "extension", do: "answer", step: position.step, value });
  if (position.step === "date")
    return { body: texts.extension.askDate(shorten(card?.text ?? "", 90), card?.dueOn ?? null) };
  if (position.step === "reason") return { body: texts.extension.askReason };
  return {
    body: texts.extension.confirm(card?.dueOn ?? "", request.date ?? "", request.reason ?? ""),
    choices: [
      { label: texts.extension.choices.send, action: answer("send") },
      { label: texts.extension.choices.editDate, action: answer("date") },
      { label: texts.extension.choices.editReason, action: answer("reason") },
      { label: texts.talk.choices.cancel, action: { dialog: "talk", do: "cancel" } },
    ],
  };
}

/** Date and reason from the sentence that opened the dialog, where it had them. */
function saidAlready(value: string | undefined): { date: CalendarDate | null; reason: string | null } {
  try {
    const said: unknown = JSON.parse(value ?? "{}");
    const { date, reason } = (typeof said === "object" && said !== null ? said : {}) as Record<string, unknown>;
    return {
      date: typeof date === "string" && isCalendarDate(date) ? date : null,
      reason: typeof reason === "string" && reason !== "" ? reason : null,
    };
  } catch {
    return { date: null, reason: null };
  }
}
