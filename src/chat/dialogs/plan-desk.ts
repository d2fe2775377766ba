import type { Action, Choice } from "../../delivery/post.ts";
import { mayAdminister, maySeeCounts } from "../../domain/access.ts";
import { outstandingOf } from "../../store/assignments.ts";
import { namesOfAttachments } from "../../store/attachments.ts";
import { readUnitTree } from "../../store/people.ts";
import { type AwaitedEvent, type DeskPlan, deskPlans, eventsAwaited } from "../../store/plan-desk.ts";
import type { PlanWorkKind } from "../../store/plan-work.ts";
import { latestProgressOf } from "../../store/progress.ts";
import { PLAN_DESK } from "../actions.ts";
import { type Context, type Dialog, isAction, over, type Step } from "../dialog.ts";
import { EVIDENCE_BELONGS_FOR_MS } from "./evidence.ts";
import { awaitedEvents, deskList, onePlan } from "./plan-desk-words.ts";

type DeskWorld = {
  readonly allowed: boolean;
  /** Every plan that is not closed; the one an action is about, whatever its state. */
  readonly plans: readonly DeskPlan[];
  readonly awaited: readonly AwaitedEvent[];
  /** The files an action is about, as far as they are this person's. */
  readonly files: readonly { readonly id: number; readonly name: string }[];
  /** A file may as well be evidence: this person has work of their own in hand. */
  readonly works: boolean;
  readonly seesCounts: boolean;
};

/**
 * An administrator's plans: a document or a sheet that was sent, drafts and issued plans, and what is decided about them.
 * Nothing heavy happens here: what takes time is asked for as a row of work, whose answer comes to the same chat.
 */
export const planDesk: Dialog<DeskWorld> = {
  name: PLAN_DESK,
  async load(db, { person, now }, at) {
    const action: Action = isAction(at) ? at : { dialog: PLAN_DESK, do: "open" };
    const nothing = { plans: [], awaited: [], files: [], works: false, seesCounts: false };
    if (!mayAdminister(person)) return { ...nothing, allowed: false };
    const allowed = { ...nothing, allowed: true };
    const { id } = action;
    const ids = (action.value ?? "").split(" ").filter(Boolean).map(Number);
    switch (action.do) {
      case "file": {
        const since = new Date(now.getTime() - EVIDENCE_BELONGS_FOR_MS);
        const latest = await latestProgressOf(db, person.memberId, null, since);
        const works = latest !== null || (await outstandingOf(db, person.memberId)).length > 0;
        return { ...allowed, works, files: await namesOfAttachments(db, person.memberId, ids) };
      }
      case "read":
        return { ...allowed, files: await namesOfAttachments(db, person.memberId, ids) };
      case "apply":
        return {
          ...allowed,
          plans: await deskPlans(db, id),
          files: await namesOfAttachments(db, person.memberId, ids),
        };
      default: {
        if (id !== undefined)
          return { ...allowed, plans: await deskPlans(db, id), awaited: await eventsAwaited(db, id) };
        const tree = await readUnitTree(db);
        const seesCounts = tree.ids.some((unitId) => maySeeCounts(person, unitId, tree));
        return { ...allowed, plans: await deskPlans(db), seesCounts };
      }
    }
  },
  open(action, world, context) {
    const { texts } = context;
    const desk = texts.planDesk;
    if (!world.allowed) return over([{ body: desk.adminsOnly }]);
    if (action.do === "file") return world.works ? askWhatItIs(world, context) : readFiles(world, context);
    if (action.do === "read") return readFiles(world, context);
    if (action.do === "ignore") return over([{ body: desk.sheet.ignored }]);
    if (action.id === undefined) return deskList(world.plans, Number(action.value ?? 0), world.seesCounts, context);
    const [plan] = world.plans;
    if (plan === undefined) return over([{ body: desk.plan.gone }]);
    const ask = (
      kind: keyof typeof desk.working,
      { attachmentId = null, seen = null }: { attachmentId?: number | null; seen?: string | null } = {},
    ): Step =>
      over([{ body: desk.working[kind] }], [{ change: "ask-plan-work", kind, planId: plan.id, attachmentId, seen }]);
    const seen = action.value ?? null;
    const asDraft = (kind: "preview" | "issue" | "review" | "discard"): Step =>
      plan.state === "draft" ? ask(kind, { seen }) : over([{ body: desk.plan.notDraft(plan.title, plan.state) }]);
    const asIssued = (kind: "preview-close" | "close"): Step =>
      plan.state === "issued" ? ask(kind, { seen }) : over([{ body: desk.plan.notIssued(plan.title, plan.state) }]);
    switch (action.do) {
      case "preview":
      case "issue":
      case "review":
        return asDraft(action.do);
      case "preview-close":
      case "close":
        return asIssued(action.do);
      case "discard":
        return plan.state === "draft" ? askToDiscard(plan, context) : asDraft("discard");
      case "discard-now":
        return asDraft("discard");
      case "apply": {
        const [file] = world.files;
        return file === undefined ? over([{ body: desk.fileGone }]) : ask("apply", { attachmentId: file.id });
      }
      case "keep":
        return over([{ body: plan.state === "draft" ? desk.discard.kept : desk.close.kept }]);
      case "events":
        return awaitedEvents(plan, world.awaited, context);
      default:
        return onePlan(plan, world.awaited.length, context);
    }
  },
};

/** Every file is work of its own, answered by itself. */
function readFiles({ files }: DeskWorld, { texts }: Context): Step {
  if (files.length === 0) return over([{ body: texts.planDesk.fileGone }]);
  return over(
    [{ body: texts.planDesk.received(files.map(({ name }) => name)) }],
    files.map(({ id }) => ({
      change: "ask-plan-work" as const,
      kind: "read" satisfies PlanWorkKind,
      attachmentId: id,
      planId: null,
      seen: null,
    })),
  );
}

function askWhatItIs({ files }: DeskWorld, { texts }: Context): Step {
  const value = files.map(({ id }) => id).join(" ");
  const choices: Choice[] = [
    { label: texts.planDesk.asPlan, action: { dialog: PLAN_DESK, do: "read", value } },
    { label: texts.planDesk.asEvidence, action: { dialog: "evidence", do: "attach", value } },
  ];
  return over([{ body: texts.planDesk.which(files.map(({ name }) => name)), choices }]);
}

function askToDiscard(plan: DeskPlan, { texts }: Context): Step {
  const { discard, choices } = texts.planDesk;
  return over([
    {
      body: discard.ask(plan.title),
      choices: [
        { label: choices.discardNow, action: { dialog: PLAN_DESK, do: "discard-now", id: plan.id } },
        { label: choices.keep, action: { dialog: PLAN_DESK, do: "keep", id: plan.id } },
      ],
    },
  ]);
}
