import type { Figures } from "../domain/figures.ts";
import { shorten } from "../texts/format.ts";
import type { Texts } from "../texts/texts.ts";
import type { Digest, DigestLine } from "./digest.ts";

/** What one message of every platform holds. */
const LONGEST_LETTER = 4096;
const PLAN_NAME_LENGTH = 60;
const UNIT_NAME_LENGTH = 40;

/** The units come after the rest: in a thread of it where the platform has threads. */
export type DigestLetter = { readonly title: string; readonly body: string; readonly details?: string };

/** A week in sentences: counts per plan and per unit, never who and never anybody's words. All of it fits one message. */
export function digestLetter(digest: Digest, { digest: texts }: Texts): DigestLetter {
  const title = texts.title(digest.week, digest.monday, digest.sunday, digest.unit?.name ?? null);
  const { figures } = digest.all;
  const head = [
    ...(figures.total === 0 ? [texts.nothing] : [texts.all(figures, signed(digest.all))]),
    ...(figures.total > 0 && isStill(digest.all) ? [texts.noChange] : []),
    ...(figures.total === 0 ? [] : [texts.ahead(figures.dueThisWeek, figures.dueNextWeek, digest.sunday)]),
    ...(digest.reports === null ? [] : [texts.reports(digest.reports)]),
  ].join("\n");
  const plans = digest.plans.map((plan) =>
    texts.plan(shorten(plan.number ?? plan.title, PLAN_NAME_LENGTH), plan.figures, signed(plan)),
  );
  const units = digest.units.map((unit) =>
    texts.unit(shorten(unit.name, UNIT_NAME_LENGTH), unit.figures, signed(unit)),
  );
  const room = LONGEST_LETTER - title.length - 1 - head.length;
  // Plans may take half of what is left, units the rest.
  const planPart = section(texts.plans, plans, Math.floor(room / 2), texts.morePlans);
  const unitPart = section(texts.units, units, room - planPart.length, texts.moreUnits);
  const body = `${head}${planPart}`;
  return unitPart === "" ? { title, body } : { title, body, details: unitPart.trimStart() };
}

/** A heading with as many lines as fit into `length` characters; what is left out is counted in a last one. */
function section(heading: string, lines: readonly string[], length: number, more: (left: number) => string): string {
  if (lines.length === 0) return "";
  for (let shown = lines.length; shown >= 0; shown--) {
    const left = lines.length - shown;
    const text = `\n\n${[heading, ...lines.slice(0, shown), ...(left > 0 ? [more(left)] : [])].join("\n")}`;
    if (text.length <= length) return text;
  }
  return "";
}

export type SignedFigures = Readonly<Record<keyof Figures, string>>;

/** Changes as they are read: "+2", "−1", "=". */
function signed({ change }: DigestLine): SignedFigures {
  const sign = (value: number): string => (value === 0 ? "=" : value > 0 ? `+${value}` : `−${-value}`);
  return Object.fromEntries(Object.entries(change).map(([key, value]) => [key, sign(value)])) as SignedFigures;
}

const isStill = ({ change }: DigestLine): boolean =>
  [change.total, change.done, change.reported, change.doing, change.overdue, change.extended].every(
    (value) => value === 0,
  );
