import { formatDay, shorten } from "./format.ts";
import type { planLifeVi } from "./plan-life-vi.ts";

type TaskLine = { readonly heading: string; readonly text: string };

const FIELDS: Readonly<Record<string, string>> = {
  text: "text",
  leadUnits: "lead",
  coordUnits: "coordinating",
  deadline: "deadline rule",
  deadlineText: "deadline",
  product: "product",
  report: "report",
};

const named = (task: TaskLine): string => `${task.heading} ${shorten(task.text, 90)}`.trim();
const listed = (title: string, tasks: readonly TaskLine[]): string[] =>
  tasks.length === 0 ? [] : [`${title} (${tasks.length}):`, ...tasks.map((task) => `• ${named(task)}`)];
const value = (words: string): string => (words === "" ? "(none)" : shorten(words, 100));

/** The same in English. */
export const planLifeEn: typeof planLifeVi = {
  amended: (plan, dryRun) => [
    `${dryRun ? "Dry run, nothing was written. " : "Amended. "}Plan ${plan.planId}: ${plan.number ?? "(no number)"} ${shorten(plan.title, 100)}`,
    `${plan.same} tasks unchanged, ${plan.changed.length} changed, ${plan.added.length} added, ${plan.dropped.length} dropped, ${plan.revived.length} back again.`,
    `Assignments: ${plan.assignments.given} new, ${plan.assignments.moved} with another due date, ${plan.assignments.cancelled} cancelled.`,
    ...plan.warnings.map((warning) => `Note: ${warning}`),
    ...(plan.changed.length === 0 ? [] : [`Changed (${plan.changed.length}):`]),
    ...plan.changed.flatMap((task) => [
      `• ${named(task)}${task.doubtful ? ` (only ${Math.round(task.similarity * 100)}% alike; please check that it is the same task)` : ""}`,
      ...task.differences.map(
        ({ field, before, after }) => `    ${FIELDS[field] ?? field}: ${value(before)} → ${value(after)}`,
      ),
    ]),
    ...listed("Added", plan.added),
    ...listed("Dropped", plan.dropped),
    ...listed("Back again", plan.revived),
    ...listed("Taken out in the review and still in the document; they stay out", plan.removedByHand),
    ...listed("Added by hand before and not in the document; they stay", plan.byHand),
    ...listed("The document names no known lead unit, so the former one goes on", plan.keptLeads),
    ...(plan.unresolved.length === 0 ? [] : ["Names not recognised (add aliases with units import):"]),
    ...plan.unresolved.map(
      ({ written, proposals }) =>
        `• ${written}${proposals.length === 0 ? "" : ` (did it mean ${proposals.join(", ")}?)`}`,
    ),
    ...(plan.answeredRequests === 0
      ? []
      : [
          `${plan.answeredRequests} requests for more time are no longer needed: the new due date is as late. Their decider should answer them.`,
        ]),
    ...(plan.discardedDraft === null
      ? []
      : [
          `Draft ${plan.discardedDraft} was made of this very file and is of no more use: ${dryRun ? "it would be deleted" : "it is deleted"}.`,
        ]),
    ...(dryRun ? ["Run it again without --dry-run to apply it."] : []),
  ],
  revises: (plan) =>
    `Note: this seems to be a revision of plan ${plan.planId}, which is under way (${plan.number ?? "no number"} ${shorten(plan.title, 80)}): ${[
      ...(plan.sameNumber ? ["the same number"] : []),
      ...(plan.alike === 0 ? [] : [`${plan.alike} tasks in the same words`]),
    ].join(
      ", ",
    )}. If so, do not issue this draft (everything would be given twice) but amend that plan: plan amend ${plan.planId} FILE`,
  eventRecorded: (event, dryRun) => [
    `${dryRun ? "Dry run, nothing was written. " : "Recorded. "}“${event.name}”: ${formatDay(event.on)}${event.formerOn === null || event.formerOn === event.on ? "" : ` (recorded as ${formatDay(event.formerOn)} before)`}.`,
    `${event.dated} assignments have a new due date:`,
    ...event.tasks.map((task) => `• ${named(task)} → ${formatDay(task.dueOn)}${task.isPast ? " (past)" : ""}`),
    ...(event.tasks.some(({ isPast }) => isPast)
      ? ["Where the due date is past, the units are reminded that it is overdue from the next reminders on."]
      : []),
    ...(dryRun ? ["Run it again without --dry-run to apply it."] : []),
  ],
  noEvents: "No deadline of this plan waits for an event.",
  event: (event) =>
    event.tookPlaceOn === null
      ? `waits  “${event.name}”  ${event.tasks} tasks`
      : `${formatDay(event.tookPlaceOn)}  “${event.name}”  ${event.tasks} tasks`,
  eventsNext: (planId) => `Once the event has taken place: plan event ${planId} "NAME" --on DATE`,
  openWork: (work) =>
    `• ${work.unitName}: ${named(work)} (${work.dueOn === null ? "no due date" : `due ${formatDay(work.dueOn)}`}, ${work.state})`,
  closed: (plan, dryRun) => [
    `${dryRun ? "Dry run, nothing was written: would close" : "Closed"} the plan “${shorten(plan.title, 100)}”; ${plan.cancelled} open assignments cancelled.`,
    ...(dryRun ? ["Run it again without --dry-run to apply it; a closed plan cannot be opened again."] : []),
  ],
  stillOpen: (count) => `${count} assignments are not finished:`,
  cancelOpenNext: (planId) => `Settle them one by one, or cancel them all: plan close ${planId} --cancel-open`,
  amendment: (amendment) =>
    `Amended on ${formatDay(amendment.on)} by “${amendment.sourceName}” (before: ${amendment.formerNumber ?? "no number"}): ${amendment.added} added, ${amendment.changed} changed, ${amendment.dropped} dropped.`,
  droppedTask: (task) => `(dropped) ${named(task)}`,
  listCounts: (counts) =>
    [
      counts.amendments === 0 ? "" : `${counts.amendments} amendments`,
      counts.dropped === 0 ? "" : `${counts.dropped} tasks dropped`,
      counts.waiting === 0 ? "" : `${counts.waiting} tasks waiting for an event`,
    ]
      .filter(Boolean)
      .join(", "),
  refusals: {
    "plan-not-issued": (facts) =>
      facts.state === "draft"
        ? `Plan ${facts.plan} is still a draft: correct it with plan review and plan apply (or import it again), then plan issue.`
        : `Plan ${facts.plan} is closed and cannot be changed any more.`,
    "plan-revision-known": (facts) =>
      `The file “${facts.file}” was used before, for plan ${facts.plan}; nothing was changed. The file of the revised document is needed.`,
    "plan-draft-changed": (facts) =>
      `Draft ${facts.plan} was corrected since you looked at it, so it was not issued; please look again.`,
    "plan-work-changed": (facts) =>
      `The work of plan ${facts.plan} has changed since you looked at it, so it was not closed; please look again.`,
    "plan-open-work": (facts) =>
      `Plan ${facts.plan} has ${facts.count} assignments that are not finished; it was not closed.`,
    "event-day": (facts) => `“${facts.seen}” is not a day; write dd/mm/yyyy or yyyy-mm-dd.`,
    "event-without-day": () => "plan event: the day is missing; write --on dd/mm/yyyy or --on yyyy-mm-dd.",
    "event-without-name": () => "plan event: --on needs the event's name before it; plan event ID lists the names.",
    "event-too-far": (facts) => `The day ${facts.seen} is too far off; the latest is ${facts.accepted}.`,
    "event-none": (facts) => `No deadline of plan ${facts.plan} waits for an event.`,
    "event-unknown": (facts) => `There is no event “${facts.seen}”; there are: ${facts.accepted}.`,
    "event-several": (facts) => `“${facts.seen}” may be: ${facts.accepted}. Be more exact.`,
  },
};
