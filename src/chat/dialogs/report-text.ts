import { type ReportContent, reportQuestions } from "../../domain/report-questions.ts";
import type { Texts } from "../../texts/texts.ts";

/** A report as its author and receiver read it: each question's subject with its answer. */
export function reportText(content: unknown, texts: Texts): string {
  const { commitments, answers } = content as ReportContent;
  return reportQuestions(commitments)
    .filter((question) => question.asks !== "evidence")
    .map((question) => {
      const subject =
        question.asks === "result"
          ? texts.report.resultOf(question.number, question.commitment)
          : texts.report.subject[question.asks];
      return `${subject}\n${answers[question.step] || texts.report.nothing}`;
    })
    .join("\n\n");
}
