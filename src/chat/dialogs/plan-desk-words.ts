import type { Choice } from "../../delivery/post.ts";
import type { AwaitedEvent, DeskPlan } from "../../store/plan-desk.ts";
import { PLAN_DESK } from "../actions.ts";
import { type Context, over, type Step } from "../dialog.ts";
import { PAGE_LENGTH } from "./assignment-choices.ts";

const choice = (label: string, act: string, id: number): Choice => ({
  label,
  action: { dialog: PLAN_DESK, do: act, id },
  stays: true,
});

/** Drafts and issued plans, each a line and a choice, a page at a time. */
export function deskList(plans: readonly DeskPlan[], from: number, seesCounts: boolean, { texts }: Context): Step {
  const { list } = texts.planDesk;
  const shown = plans.slice(from, from + PAGE_LENGTH);
  const rest = plans.length - from - shown.length;
  const choices: Choice[] = [
    ...shown.map((plan) => choice(list.label(plan), "show", plan.id)),
    ...(rest > 0
      ? [
          {
            label: list.more(rest),
            action: { dialog: PLAN_DESK, do: "open", value: String(from + PAGE_LENGTH) },
            stays: true as const,
          },
        ]
      : []),
    ...(seesCounts ? [{ label: list.progress, action: { dialog: "plans", do: "open" }, stays: true as const }] : []),
  ];
  const body = shown.length === 0 ? list.none : [...shown.map((plan) => list.line(plan)), "", list.hint].join("\n");
  return over([{ title: list.title, body, choices }]);
}

/** One plan with what may be decided about it in its state. */
export function onePlan(plan: DeskPlan, awaited: number, { texts }: Context): Step {
  const { choices: labels, plan: words } = texts.planDesk;
  const issue = plan.needsLook === 0 ? labels.issue : labels.issueWithDoubts(plan.needsLook);
  const choices: Choice[] =
    plan.state === "draft"
      ? [
          choice(issue, "preview", plan.id),
          choice(labels.review, "review", plan.id),
          choice(labels.discard, "discard", plan.id),
        ]
      : plan.state === "issued"
        ? [
            ...(awaited === 0 ? [] : [choice(labels.events, "events", plan.id)]),
            choice(labels.close, "preview-close", plan.id),
          ]
        : [];
  const body = [plan.title, words.state(plan), ...(awaited === 0 ? [] : [words.awaited(awaited)])].join("\n");
  return over([{ title: words.title(plan), body, choices }]);
}

/** The events that deadlines of a plan wait for. */
export function awaitedEvents(plan: DeskPlan, awaited: readonly AwaitedEvent[], { texts }: Context): Step {
  const { events } = texts.planDesk;
  if (awaited.length === 0) return over([{ body: events.none }]);
  const lines = awaited.map(({ event, tasks }) => events.line(event, tasks));
  return over([{ title: events.title, body: [...lines, "", events.next(plan.id)].join("\n") }]);
}
