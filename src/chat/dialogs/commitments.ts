import { yearOf } from "../../domain/calendar-date.ts";
import { commitmentsOf } from "../../store/commitments.ts";
import { type Context, type Dialog, next, over, type Position, type Say, type Step } from "../dialog.ts";

type Draft = { readonly year: number; readonly texts: readonly string[] };

export const MOST_COMMITMENTS = 10;
const LONGEST_COMMITMENT = 500;

/** Registers what a member commits to do this year: one line each, a preview, then it stands. The monthly report asks for each. */
export const commitments: Dialog<readonly string[]> = {
  name: "commitments",
  resumes: true,
  load: (db, { person, today }, at) =>
    commitmentsOf(db, person.memberId, "dialog" in at ? yearOf(today) : (at.data as Draft).year),
  open(action, registered, context) {
    const { texts, today } = context;
    const year = yearOf(today);
    if (registered.length === 0 || action.do === "again") return next(collecting({ year, texts: [] }));
    return over([
      {
        title: texts.commitments.title(year),
        body: numbered(registered),
        choices: [{ label: texts.commitments.choices.again, action: { dialog: "commitments", do: "again" } }],
      },
    ]);
  },
  answer(position, answer, _registered, context) {
    const draft = position.data as Draft;
    const { texts } = context;
    if (answer.kind === "edit") return next(collecting({ ...draft, texts: [] }));
    if (answer.kind === "choice") {
      if (answer.action.value === "register") return register(draft, context);
      if (answer.action.value === "more") return next(collecting(draft));
      return next(collecting({ ...draft, texts: draft.texts.slice(0, -1) }));
    }
    if (answer.kind !== "text") return null;
    const lines = answer.text.split("\n").map((line) => line.replace(/^\s*(\d{1,2}[.)]|[-+•*])\s*/, "").trim());
    const added = lines.filter((line) => line !== "");
    const tooLong = added.find((line) => line.length > LONGEST_COMMITMENT);
    if (tooLong !== undefined)
      return next(position, [{ body: texts.talk.answerTooLong(tooLong.length, LONGEST_COMMITMENT) }]);
    const all = [...draft.texts, ...added];
    if (all.length > MOST_COMMITMENTS)
      return next(position, [{ body: texts.commitments.tooMany(all.length, MOST_COMMITMENTS) }]);
    return next({ step: `preview ${all.length}`, data: { ...draft, texts: all } });
  },
  ask: question,
};

const collecting = (draft: Draft): Position => ({ step: `collect ${draft.texts.length}`, data: draft });

const numbered = (lines: readonly string[]): string => lines.map((line, index) => `• ${index + 1}) ${line}`).join("\n");

function question(position: Position, _world: unknown, { texts }: Context): Say {
  const draft = position.data as Draft;
  if (position.step.startsWith("collect")) {
    const so = draft.texts.length === 0 ? "" : `\n\n${numbered(draft.texts)}`;
    return { body: `${texts.commitments.ask(draft.year)}${so}` };
  }
  const answer = (value: string) => ({ dialog: "commitments", do: "answer", step: position.step, value });
  return {
    title: texts.commitments.preview(draft.year),
    body: numbered(draft.texts),
    choices: [
      { label: texts.commitments.choices.register, action: answer("register") },
      { label: texts.commitments.choices.more, action: answer("more") },
      { label: texts.commitments.choices.removeLast, action: answer("remove") },
      { label: texts.talk.choices.cancel, action: { dialog: "talk", do: "cancel" } },
    ],
  };
}

function register(draft: Draft, { texts }: Context): Step {
  return over(
    [
      {
        body: texts.commitments.registered(draft.texts.length, draft.year),
        choices: [{ label: texts.menu.report, action: { dialog: "report", do: "open" }, stays: true }],
      },
    ],
    [{ change: "register-commitments", year: draft.year, texts: draft.texts }],
  );
}
