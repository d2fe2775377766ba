import { mayHandOver } from "../../domain/access.ts";
import { isOutstanding } from "../../domain/assignment.ts";
import { foldBare } from "../../domain/fold-vietnamese.ts";
import type { AssignmentCard } from "../../store/assignments.ts";
import { type Colleague, workersOf } from "../../store/people.ts";
import { shorten } from "../../texts/format.ts";
import { type Context, type Dialog, next, over, type Step } from "../dialog.ts";
import { describeAssignment } from "./assignment.ts";
import { PAGE_LENGTH } from "./assignment-choices.ts";
import { askWhich, loadWork, type WorkWorld } from "./which-assignment.ts";

type HandoverWorld = WorkWorld & { readonly colleagues: readonly Colleague[] };

/** Hands an assignment to a colleague of the same unit; the new holder is told, and the giver can take it back. */
export const handover: Dialog<HandoverWorld> = {
  name: "handover",
  async load(db, context, at) {
    const world = await loadWork(db, context, at);
    return { ...world, colleagues: world.card === null ? [] : await workersOf(db, world.card.unitId) };
  },
  open(action, world, context) {
    const { card } = world;
    if (card === null) return askWhich(action, world.outstanding, context);
    const { texts } = context;
    if (!mayHandOver(context.person, card, world.tree)) return over([{ body: texts.assignment.notYours }]);
    if (!isOutstanding(card.state)) return over([{ body: texts.assignment.closed[card.state] }]);
    const others = candidates(world, card);
    if (others.length === 0) return over([{ body: texts.handover.nobodyElse(card.unitName) }]);
    if (action.do === "give") return given(world, card, Number(action.value), context);
    const found = action.value === undefined || action.value === "" ? [] : named(others, action.value);
    const [only] = found;
    // A name alone is never enough to hand work on: it is shown, and the person taps it.
    return next({
      step: "who",
      data: { id: card.id, shown: (only === undefined ? others : found).map((one) => one.memberId) },
    });
  },
  answer(position, answer, world, context) {
    const { card } = world;
    const { texts } = context;
    if (card === null || !isOutstanding(card.state)) return over([{ body: texts.assignment.gone }]);
    if (answer.kind === "choice") return given(world, card, Number(answer.action.value), context);
    if (answer.kind !== "text") return null;
    const found = named(candidates(world, card), answer.text);
    if (found.length === 0)
      return next(position, [{ body: texts.handover.noSuchName(answer.text.slice(0, 60), card.unitName) }]);
    return next({ step: "who", data: { id: card.id, shown: found.map((one) => one.memberId) } });
  },
  ask(position, { card, colleagues }, { texts }) {
    const { shown } = position.data as { shown: readonly number[] };
    const people = colleagues.filter((one) => shown.includes(one.memberId)).slice(0, PAGE_LENGTH);
    return {
      body: texts.handover.askWho(shorten(card?.text ?? "", 90), shown.length > PAGE_LENGTH),
      choices: people.map((one) => ({
        label: one.title === null ? one.fullName : `${one.fullName} (${one.title})`,
        action: { dialog: "handover", do: "answer", step: position.step, value: String(one.memberId) },
      })),
    };
  },
};

const candidates = ({ colleagues }: HandoverWorld, card: AssignmentCard): Colleague[] =>
  colleagues.filter((one) => one.memberId !== card.holderId);

/** How colleagues are called before their name. */
const ADDRESSES = new Set(["anh", "chi", "a", "c", "em", "e", "ong", "ba", "co", "chu", "bac", "dong", "cho", "ban"]);

const named = (people: readonly Colleague[], name: string): Colleague[] => {
  const said = foldBare(name).split(" ");
  const words = said.filter((word) => !ADDRESSES.has(word));
  if (words.length === 0) return [];
  return people.filter((one) => {
    const full = foldBare(`${one.fullName} ${one.title ?? ""}`).split(" ");
    return words.every((word) => full.includes(word));
  });
};

function given(world: HandoverWorld, card: AssignmentCard, memberId: number, context: Context): Step {
  const { texts, person } = context;
  const receiver = candidates(world, card).find((one) => one.memberId === memberId);
  if (receiver === undefined || !mayHandOver(person, card, world.tree))
    return over([{ body: texts.assignment.notYours }]);
  const back = card.holderId ?? person.memberId;
  const about = shorten(card.text, 90);
  const takeBack = {
    label: texts.handover.takeBack,
    action: { dialog: "handover", do: "give", id: card.id, value: String(back) },
  };
  const mayTakeBack = world.colleagues.some((one) => one.memberId === back) && back !== memberId;
  return over(
    [
      { body: texts.handover.noted(about, receiver.fullName), choices: mayTakeBack ? [takeBack] : [] },
      {
        to: receiver.memberId,
        title: texts.handover.receivedTitle,
        body: `${texts.handover.received(person.fullName)}\n\n${describeAssignment(card, context)}`,
        choices: [
          {
            label: texts.assignment.choices.show,
            action: { dialog: "assignment", do: "show", id: card.id },
            stays: true,
          },
        ],
      },
    ],
    [
      {
        change: "progress",
        assignmentId: card.id,
        state: card.state,
        percent: card.percent,
        note: null,
        holderId: receiver.memberId,
      },
    ],
  );
}
