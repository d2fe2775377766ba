import { yearOf } from "../../domain/calendar-date.ts";
import { isEditable } from "../../domain/report.ts";
import {
  type Answers,
  firstUnanswered,
  isOptional,
  LONGEST_ANSWER,
  type Question,
  type ReportContent,
  reportQuestions,
} from "../../domain/report-questions.ts";
import { commitmentsOf } from "../../store/commitments.ts";
import { headsOver } from "../../store/people.ts";
import { lockCurrentReport, lockReport, type ReportCard } from "../../store/reports.ts";
import {
  type Answer,
  type Context,
  type Dialog,
  isAction,
  next,
  over,
  type Position,
  type Say,
  type Step,
} from "../dialog.ts";
import { formAnswers, reportForm } from "./report-form.ts";
import { reportText } from "./report-text.ts";

type Draft = {
  readonly reportId: number;
  /** As registered when the report was begun: what is registered later does not change the questions under way. */
  readonly commitments: readonly string[];
  readonly answers: Answers;
  readonly attachmentIds: readonly number[];
};

type ReportWorld = {
  readonly report: ReportCard | null;
  readonly commitments: readonly string[];
  /** Who receives it: the heads of the unit, or of the one above for a head's own. */
  readonly receivers: readonly { memberId: number; unitId: number }[];
};

const RESULTS = ["done", "doing", "notYet"] as const;

/** The monthly commitment report: question by question, a preview, submitted; and again until it is accepted. */
export const report: Dialog<ReportWorld> = {
  name: "report",
  resumes: true,
  async load(db, { person, today }, at) {
    const card = isAction(at)
      ? await lockCurrentReport(db, person.memberId)
      : await lockReport(db, (at.data as Draft).reportId);
    return {
      report: card,
      commitments: isAction(at) ? await commitmentsOf(db, person.memberId, yearOf(card?.coversFrom ?? today)) : [],
      receivers: card === null ? [] : await headsOver(db, card.unitId, card.memberId),
    };
  },
  open(_action, { report: card, commitments }, { texts }) {
    if (card === null) return over([{ body: texts.report.noCycle }]);
    if (!isEditable(card.state)) return over([{ body: texts.report.alreadyAccepted(card.period) }]);
    const submitted = card.answers as ReportContent | null;
    const fresh: Draft = { reportId: card.id, commitments, answers: {}, attachmentIds: [] };
    const begun: Say = {
      title: texts.report.title(card.period),
      body: texts.report.intro(card.coversFrom, card.coversTo, card.dueOn, commitments.length),
    };
    if (submitted === null) return next(positionOf(fresh), [begun]);
    const returned =
      card.state === "returned" && card.returnNote !== null
        ? [{ body: texts.report.returnedBecause(card.returnNote) }]
        : [];
    return next({ step: "preview", data: { ...fresh, ...submitted } }, returned);
  },
  answer(position, answer, world, context) {
    const draft = position.data as Draft;
    const card = world.report;
    const ended = endedBefore(world, context);
    if (ended !== null || card === null) return ended;
    if (position.step === "preview") return previewAnswered(draft, answer, world, card, context);
    if (position.step === "edit") return editAnswered(draft, answer);
    const question = reportQuestions(draft.commitments).find(({ step }) => step === position.step);
    return question === undefined ? next(positionOf(draft)) : questionAnswered(question, draft, answer, context);
  },
  fill(position, values, world, context) {
    const draft = position.data as Draft;
    const filled = formAnswers(draft.reportId, reportQuestions(draft.commitments), values);
    return filled.length === 0 ? null : (endedBefore(world, context) ?? formFilled(draft, filled, context));
  },
  ask(position, { report: card }, context) {
    const draft = position.data as Draft;
    if (position.step === "preview") return preview(draft, card, context);
    const questions = reportQuestions(draft.commitments);
    if (position.step === "edit") return whichToEdit(questions, context);
    const question = questions.find(({ step }) => step === position.step) ?? questions[0];
    return question === undefined
      ? { body: "" }
      : { ...ask(question, questions.indexOf(question) + 1, questions.length, context), ...formOf(draft, context) };
  },
};

/** Why this report takes no more answers; null when it does. */
function endedBefore({ report: card }: ReportWorld, { texts, person }: Context): Step | null {
  if (card === null || card.memberId !== person.memberId) return over([{ body: texts.report.notYours }]);
  return isEditable(card.state) ? null : over([{ body: texts.report.alreadyAccepted(card.period) }]);
}

/** The first question without an answer, else the preview. */
function positionOf(draft: Draft): Position {
  const open = firstUnanswered(reportQuestions(draft.commitments), draft.answers);
  return { step: open?.step ?? "preview", data: draft };
}

const withAnswer = (draft: Draft, step: string, text: string): Draft => ({
  ...draft,
  answers: { ...draft.answers, [step]: text },
});

function questionAnswered(question: Question, draft: Draft, answer: Answer, { texts }: Context): Step | null {
  const { step } = question;
  switch (answer.kind) {
    case "edit":
      return next({ step: "edit", data: draft });
    case "skip":
      if (!isOptional(question)) return next({ step, data: draft }, [{ body: texts.report.notOptional }]);
      return next(positionOf(withAnswer(draft, step, "")));
    case "files": {
      const kept = { ...draft, attachmentIds: [...draft.attachmentIds, ...answer.attachmentIds] };
      return next({ step, data: kept }, [{ body: texts.report.filesKept(kept.attachmentIds.length) }]);
    }
    case "choice": {
      const chosen = RESULTS.find((result) => result === answer.action.value);
      return next(positionOf(withAnswer(draft, step, chosen === undefined ? "" : texts.report.results[chosen])));
    }
    default: {
      if (question.asks === "evidence") return next(positionOf(withAnswer(draft, step, answer.text)));
      if (answer.text.length > LONGEST_ANSWER) {
        return next({ step, data: draft }, [{ body: texts.talk.answerTooLong(answer.text.length, LONGEST_ANSWER) }]);
      }
      return next(positionOf(withAnswer(draft, step, answer.text)));
    }
  }
}

/** Each answer of a form as if it had been given in the chat, one after another; what is wrong with one is said and asked again. */
function formFilled(draft: Draft, filled: ReturnType<typeof formAnswers>, context: Context): Step {
  const { texts } = context;
  let current = draft;
  const problems: Say[] = [];
  for (const { question, text } of filled) {
    // What was answered in the chat meanwhile is not emptied by a field that was left empty.
    if (text === "" && current.answers[question.step] !== undefined) continue;
    const answer: Answer =
      text === "" ? { kind: "skip" } : { kind: "text", text, meaning: { intent: "unknown", slots: {} } };
    const step = questionAnswered(question, current, answer, context);
    if (step?.position == null) continue;
    current = step.position.data as Draft;
    for (const { body } of step.say)
      problems.push({ body: texts.report.formProblem(subjectOf(question, context), body) });
  }
  return next(positionOf(current), problems);
}

function formOf(draft: Draft, { texts }: Context): Pick<Say, "form"> {
  const form = reportForm({ ...draft, questions: reportQuestions(draft.commitments) }, texts);
  return form === null ? {} : { form };
}

const subjectOf = (question: Question, { texts }: Context): string =>
  question.asks === "result"
    ? texts.report.resultOf(question.number, question.commitment)
    : texts.report.subject[question.asks];

function editAnswered(draft: Draft, answer: Answer): Step | null {
  if (answer.kind !== "choice") return null;
  const step = answer.action.value ?? "";
  const { [step]: _removed, ...answers } = draft.answers;
  return next({ step, data: { ...draft, answers } });
}

function previewAnswered(
  draft: Draft,
  answer: Answer,
  world: ReportWorld,
  card: ReportCard,
  context: Context,
): Step | null {
  if (answer.kind === "edit") return next({ step: "edit", data: draft });
  if (answer.kind === "files") {
    const kept = { ...draft, attachmentIds: [...draft.attachmentIds, ...answer.attachmentIds] };
    return next({ step: "preview", data: kept }, [{ body: context.texts.report.filesKept(kept.attachmentIds.length) }]);
  }
  if (answer.kind !== "choice") return null;
  if (answer.action.value === "edit") return next({ step: "edit", data: draft });
  return submitted(draft, world, card, context);
}

function submitted(
  draft: Draft,
  { receivers }: ReportWorld,
  card: ReportCard,
  { texts, person, today }: Context,
): Step {
  const version = card.version + 1;
  const review = { dialog: "report-review", do: "show", id: card.id };
  return over(
    [
      {
        body: texts.report.submitted(card.period, today > card.dueOn, receivers.length > 0),
        choices: [{ label: texts.report.choices.change, action: { dialog: "report", do: "open" } }],
      },
      ...receivers.map(
        ({ memberId, unitId }): Say => ({
          to: memberId,
          asHeadOf: unitId,
          title: texts.report.arrivedTitle,
          body: texts.report.arrived(person.fullName, card.period, version),
          choices: [{ label: texts.report.choices.read, action: review, stays: true }],
        }),
      ),
    ],
    [
      {
        change: "submit-report",
        reportId: card.id,
        version,
        answers: { commitments: draft.commitments, answers: draft.answers },
        attachmentIds: draft.attachmentIds,
      },
    ],
  );
}

function ask(question: Question, number: number, total: number, { texts }: Context): Say {
  const answer = (label: string, value: string) => ({
    label,
    action: { dialog: "report", do: "answer", step: question.step, value },
  });
  const title = texts.report.progress(number, total);
  if (question.asks === "result") {
    return {
      title,
      body: texts.report.askResult(question.number, question.commitment),
      choices: RESULTS.map((result) => answer(texts.report.results[result], result)),
    };
  }
  if (question.asks === "summary") {
    const later = { label: texts.talk.choices.later, action: { dialog: "talk", do: "later" } };
    return { title, body: texts.report.ask.summary, choices: [later] };
  }
  return { title, body: texts.report.ask[question.asks], choices: [answer(texts.report.skip[question.asks], "")] };
}

function whichToEdit(questions: readonly Question[], context: Context): Say {
  return {
    body: context.texts.report.whichToEdit,
    choices: questions.map((question) => ({
      label: subjectOf(question, context),
      action: { dialog: "report", do: "answer", step: "edit", value: question.step },
    })),
  };
}

function preview(draft: Draft, card: ReportCard | null, { texts }: Context): Say {
  const answer = (value: string) => ({ dialog: "report", do: "answer", step: "preview", value });
  const files = draft.attachmentIds.length === 0 ? "" : `\n\n${texts.report.filesKept(draft.attachmentIds.length)}`;
  return {
    title: texts.report.preview(card?.period ?? ""),
    body: `${reportText(draft, texts)}${files}`,
    choices: [
      { label: texts.report.choices.submit, action: answer("submit") },
      { label: texts.report.choices.change, action: answer("edit") },
      { label: texts.talk.choices.later, action: { dialog: "talk", do: "later" } },
    ],
  };
}
