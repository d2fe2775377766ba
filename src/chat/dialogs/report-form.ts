import type { Form, FormField } from "../../delivery/message.ts";
import { type Answers, isOptional, type Question } from "../../domain/report-questions.ts";
import type { Texts } from "../../texts/texts.ts";
import type { FormValues } from "../dialog.ts";

/** Fewer open questions than this are asked faster than a form is opened. */
const FEWEST_QUESTIONS = 2;

type Open = {
  readonly reportId: number;
  readonly questions: readonly Question[];
  readonly answers: Answers;
};

/** Fields are named by their report, so that last month's form is never taken for this month's. */
const fieldOf = (reportId: number, { step }: Question): string => `${reportId} ${step}`;
const noteOf = (reportId: number, question: Question): string => `${fieldOf(reportId, question)} note`;

/** The unanswered questions as one form; null when they are too few. Evidence is files and stays in the chat. */
export function reportForm({ reportId, questions, answers }: Open, texts: Texts): Omit<Form, "choice"> | null {
  const open = questions.filter(({ step, asks }) => asks !== "evidence" && answers[step] === undefined);
  if (open.length < FEWEST_QUESTIONS) return null;
  return { title: texts.report.form.open, fields: open.flatMap((question) => fieldsOf(reportId, question, texts)) };
}

/** A result is chosen and may be told about; everything else is written. */
function fieldsOf(reportId: number, question: Question, { report }: Texts): readonly FormField[] {
  const name = fieldOf(reportId, question);
  if (question.asks === "result") {
    const label = report.resultOf(question.number, question.commitment);
    const note = report.form.note(question.number);
    return [
      { name, label, kind: "options", options: Object.values(report.results), value: "", required: true },
      { name: noteOf(reportId, question), label: note, kind: "text", value: "", required: false },
    ];
  }
  return [{ name, label: report.ask[question.asks], kind: "text", value: "", required: !isOptional(question) }];
}

/** What a form says to each question of its report that it holds, in their order; "" where nothing was filled in. */
export function formAnswers(
  reportId: number,
  questions: readonly Question[],
  values: FormValues,
): readonly { readonly question: Question; readonly text: string }[] {
  return questions.flatMap((question) => {
    const said = [values[fieldOf(reportId, question)], values[noteOf(reportId, question)]];
    if (said.every((value) => value === undefined)) return [];
    return [{ question, text: said.filter(Boolean).join(": ") }];
  });
}
