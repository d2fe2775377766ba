/**
 * The monthly commitment report: the result of each commitment that the member registered, what stands in the way, what comes
 * next, and evidence. It asks about the member's own work and nothing else: not about opinions, not about other people.
 */
export type Question =
  | { readonly step: string; readonly asks: "result"; readonly commitment: string; readonly number: number }
  | { readonly step: "summary" | "difficulties" | "next"; readonly asks: "summary" | "difficulties" | "next" }
  | { readonly step: "evidence"; readonly asks: "evidence" };

/** Answers by step; an optional question that was skipped has "". */
export type Answers = Readonly<Record<string, string>>;

/** Submitted answers with the commitments they were given for, so that an old version reads as it was written. */
export type ReportContent = { readonly commitments: readonly string[]; readonly answers: Answers };

export const LONGEST_ANSWER = 3000;

/** Every question in order. Without registered commitments the work of the month is asked for as one text. */
export function reportQuestions(commitments: readonly string[]): readonly Question[] {
  const results: Question[] = commitments.map((commitment, index) => ({
    step: `result ${index + 1}`,
    asks: "result",
    commitment,
    number: index + 1,
  }));
  return [
    ...(results.length > 0 ? results : [{ step: "summary", asks: "summary" } as const]),
    { step: "difficulties", asks: "difficulties" },
    { step: "next", asks: "next" },
    { step: "evidence", asks: "evidence" },
  ];
}

export const isOptional = (question: Question): boolean => question.asks !== "result" && question.asks !== "summary";

/** The first question without an answer, or null when all are answered. */
export const firstUnanswered = (questions: readonly Question[], answers: Answers): Question | null =>
  questions.find((question) => answers[question.step] === undefined) ?? null;
