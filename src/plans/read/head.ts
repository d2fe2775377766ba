import { type CalendarDate, calendarDate } from "../../domain/calendar-date.ts";
import { foldTone } from "../../domain/fold-vietnamese.ts";
import type { PlanSource } from "./source.ts";
import { unitsOfSentence } from "./units/units.ts";

/** What the head of a document says; null where it is blank, as in drafts. */
export type PlanHead = {
  readonly number: string | null;
  readonly issuedOn: CalendarDate | null;
  readonly issuer: string | null;
  readonly title: string | null;
};

/** How many lines may belong to letterhead and title. */
const HEAD_LINES = 60;
const TITLE_LIMIT = 700;
/** "CHƯƠNG TRÌNH HÀNH ĐỘNG": a longer first line bears the title itself. */
const LONGEST_KIND = 26;
const KINDS =
  /^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|NGHỊ QUYẾT|CHỈ THỊ|QUYẾT ĐỊNH|HƯỚNG DẪN|KẾT LUẬN|THÔNG BÁO)(?:\s+(?:HÀNH ĐỘNG|CÔNG TÁC|TRIỂN KHAI|PHỐI HỢP))?(?=$|\s+[^\s\d])/u;
const MOTTO = /^(?:cộng hòa xã hội chủ nghĩa việt nam|độc lập|đảng cộng sản việt nam)/;
const NUMBER = /^số\s*:?\s*([\p{L}\d/.-]{2,40})/iu;
const LETTER_DATE = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/iu;
const ANNEX =
  /kèm theo\s+([\p{L} ]{3,60}?)\s*số\s*:?\s*([\p{L}\d/.-]{2,40})\s*,?\s*ngày\s+(\d{1,2})\s*(?:\/|-|\.|tháng)\s*(\d{1,2})\s*(?:\/|-|\.|năm)\s*(\d{4})(?:\s+của\s+([^)]{2,120}))?/iu;
const OPENERS = /^(?:căn cứ|thực hiện|triển khai|nhằm|để|quán triệt|trên cơ sở|theo|tiếp tục|xét)\s/;
const NUMBERED = /^(?:[IVX]{1,6}|\d{1,2}|[A-H])\s?[.\-/)]/;

/** The first lines, cells of the letterhead's table included. */
export function headLines(source: PlanSource): { text: string; gap: boolean }[] {
  return source.blocks
    .slice(0, HEAD_LINES)
    .flatMap((block) =>
      block.kind === "paragraph"
        ? [{ text: block.text, gap: block.gap }]
        : block.rows
            .slice(0, 6)
            .flatMap((row) => row.cells.flatMap((cell) => cell.text.split("\n").map((text) => ({ text, gap: true })))),
    )
    .flatMap(({ text, gap }) => besideMotto(text).map((part) => ({ text: part, gap })))
    .filter(({ text }) => text.trim() !== "")
    .slice(0, HEAD_LINES);
}

/** A letterhead of two columns may come as one line: the issuer, then the motto of the state or the Party. */
const besideMotto = (text: string): string[] =>
  text.split(/\s+(?=CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM\s*$|Độc lập\s*-)/u);

const dateOf = (day: string | undefined, month: string | undefined, year: string | undefined): CalendarDate | null =>
  calendarDate(Number(year), Number(month), Number(day));

/** Index of the line that names the kind of document (KẾ HOẠCH); a plan annexed to a decision counts before the decision. */
function kindLine(lines: readonly { text: string }[]): number {
  const kinds = lines.flatMap(({ text }, index) => (KINDS.test(text.trim()) ? [index] : []));
  const plan = kinds.find((index) => /^(?:KẾ|CHƯƠNG|ĐỀ)/.test(lines[index]?.text.trim() ?? ""));
  return plan ?? kinds[0] ?? -1;
}

function titleFrom(lines: readonly { text: string; gap: boolean }[], at: number): string | null {
  if (at < 0) return null;
  const title = [lines[at]?.text ?? ""];
  for (let index = at + 1; index < lines.length && title.join(" ").length < TITLE_LIMIT; index += 1) {
    const { text, gap } = lines[index] ?? { text: "", gap: true };
    const first = lines[at]?.text ?? "";
    // A line of capitals after the title's own words names who signs: "THỦ TƯỚNG CHÍNH PHỦ".
    const authority = title.length > 1 && /\p{Ll}/u.test(title.at(-1) ?? "") && !/\p{Ll}/u.test(text);
    const ends =
      /^\(?(?:ban hành )?(?:kèm )?theo/i.test(text) ||
      NUMBERED.test(text) ||
      /^[-_*]+$/.test(text) ||
      text.length < 4 ||
      authority;
    const complete = title.length > 1 || /\p{Ll}/u.test(first) || first.length > LONGEST_KIND;
    const opens = OPENERS.test(foldTone(text)) || /[:.]\s*$/.test(text) || unitsOfSentence(text) !== null;
    const body = complete && (opens || (gap && !/^["“\p{Ll}]/u.test(text)));
    if (ends || body) break;
    title.push(text.trim());
  }
  return title.join(" ");
}

function issuerFrom(lines: readonly { text: string }[], at: number): string | null {
  const before = lines.slice(0, Math.max(at, 0));
  const numberAt = before.findIndex(({ text }) => NUMBER.test(text) || /^số\s*:?/i.test(text));
  const names = (numberAt < 0 ? before : before.slice(0, numberAt))
    .map(({ text }) => text.trim())
    .filter((text) => {
      const folded = foldTone(text);
      return (
        /\p{L}{2}/u.test(text) && text === text.toUpperCase() && !MOTTO.test(folded) && !/^(?:dự thảo|số)/.test(folded)
      );
    });
  return names.length === 0 ? null : names.join(" ");
}

/** Whoever signs "T/M" or "TM." stands for the issuer when the letterhead does not name it. */
function signatory(source: PlanSource): string | null {
  for (const block of source.blocks.slice(-40)) {
    const lines =
      block.kind === "paragraph" ? [block.text] : block.rows.flatMap(({ cells }) => cells.map(({ text }) => text));
    for (const line of lines) {
      const name = /^T\/?M\.?\s+(.{3,80}?)(?:\n|$)/.exec(line.trim())?.[1];
      if (name !== undefined) return name.replace(/\s+(?:PHÓ )?(?:BÍ THƯ|CHỦ TỊCH)\b.*$/, "").trim();
    }
  }
  return null;
}

/** The document from the line that names its kind (KẾ HOẠCH, QUYẾT ĐỊNH) on; the letterhead above it is left out. */
export function withoutLetterhead(source: PlanSource): PlanSource {
  const at = source.blocks
    .slice(0, HEAD_LINES)
    .findIndex((block) => block.kind === "paragraph" && KINDS.test(block.text.trim()));
  return { blocks: source.blocks.slice(Math.max(at, 0)) };
}

/** Number, day, issuer and title as the head states them; in an annex those of the decision that issues it. */
export function readHead(source: PlanSource): PlanHead {
  const lines = headLines(source);
  const at = kindLine(lines);
  const title = titleFrom(lines, at);
  const letter = at < 0 ? lines.slice(0, 12) : lines.slice(0, at);
  const number = letter
    .map(({ text }) => NUMBER.exec(text)?.[1])
    .find((found) => found !== undefined && /^\d/.test(found));
  const date = letter.map(({ text }) => LETTER_DATE.exec(text)).find((match) => match !== null);
  const annex = lines.map(({ text }) => ANNEX.exec(text)).find((match) => match !== null);
  // An annex without a letterhead of its own bears number, day and issuer of the decision that issues it.
  if (number === undefined && date === undefined && annex)
    return {
      number: annex[2] ?? null,
      issuedOn: dateOf(annex[3], annex[4], annex[5]),
      issuer: annex[6]?.trim() ?? null,
      title,
    };
  return {
    number: number ?? null,
    issuedOn: date ? dateOf(date[1], date[2], date[3]) : null,
    issuer: issuerFrom(lines, at) ?? signatory(source),
    title,
  };
}

/** A year that is the plan's own: not of a date, a phase, a goal or a decision it carries out. */
const PLAN_YEAR =
  /(?<!tháng\s+\d{1,2}\s+|đến\s+(?:hết\s+)?|đoạn\s+|kỳ\s+|tầm nhìn\s+)năm\s+(20\d{2})(?!\s*[-–]\s*(?:năm\s+)?20\d{2})(?!\s*đến)/giu;
const SCHOOL_YEAR = /năm học\s+(20\d{2})\s*[-–]\s*20\d{2}/iu;

/** The day from which times without a year are counted: the first of the plan's year, or of its school year in August; null when the title names none. */
export function planStart(title: string | null, issuedOn: CalendarDate | null): CalendarDate | null {
  const school = SCHOOL_YEAR.exec(title ?? "")?.[1];
  if (school !== undefined) return `${school}-08-01`;
  const years = [...(title ?? "").matchAll(PLAN_YEAR)].map((match) => Number(match[1]));
  const issued = issuedOn === null ? null : Number(issuedOn.slice(0, 4));
  const own = years.filter((year) => issued === null || year === issued || year === issued + 1).at(-1);
  return own === undefined ? null : `${own}-01-01`;
}
