import { foldTone } from "../../domain/fold-vietnamese.ts";

/** The three degrees of the Law on the Protection of State Secrets 2018 (29/2018/QH14), article 8. */
const DEGREE = "(?:tuyệt mật|tối mật|mật)";
const BEFORE = "(?<![\\p{L}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{N}])";
/** Words with which "mật" is honey, gall, density or a password, and no degree. */
const COMPOUNDS = "ong|hoa|mía|gấu|rỉ|ngọt|độ|khẩu|mã|thiết|ngữ|danh|vụ|báo|thám|đàm";
const NO_COMPOUND = `(?!\\s{1,3}(?:${COMPOUNDS})${AFTER})`;

/** "mật" in any case and spacing; a line without is passed over unread. */
const POSSIBLE = /m\s{0,3}ậ\s{0,3}t/iu;
/** Letters with a space between, as on a rubber stamp: "M Ậ T". */
const SPACED_LETTERS = /(?<![\p{L}\p{N}])\p{Lu}(?: {1,3}\p{Lu})+(?![\p{L}\p{N}])/gu;

/** Degrees above "mật" mean nothing else in capitals, wherever they stand. */
const HIGH = new RegExp(`${BEFORE}(?:TỐI|TUYỆT)\\s{0,3}MẬT${AFTER}`, "u");
/** The bare word in capitals, set apart at both sides by a sign or the line's end. */
const SET_APART = /(?<=^\s{0,3}|[-–—:;.|/]\s{0,3})MẬT(?=\s{0,3}(?:$|[-–—:;.|/]))/u;
/** "Độ mật: Mật", "Mức độ: Tuyệt mật"; not the "độ" of "mật độ: ". */
const LABELLED = new RegExp(
  `${BEFORE}(?:(?:mức )?độ mật\\s?:?|mức độ\\s?:|(?<!\\p{L}\\s)độ\\s?:)\\s{0,3}["“]?${DEGREE}${AFTER}${NO_COMPOUND}`,
  "u",
);
const BRACKETED = new RegExp(`[([]\\s{0,3}(?:(?:chế )?độ )?${DEGREE}\\s{0,3}[)\\]]`, "u");
const HIGH_ALONE = /^(?:tuyệt|tối) mật$/;

/** In a head the bare word in capitals is a stamp beside something else, unless its neighbours make another word of it. */
const IN_HEAD = new RegExp(
  `${BEFORE}(?<!${BEFORE}(?:BÍ|BẢO|ĐỘ|CƠ|LẤY|QUAY|NUÔI|TÚI|RỈ)\\s{1,3})MẬT${AFTER}(?!\\s{1,3}(?:${COMPOUNDS.toUpperCase()})${AFTER})`,
  "u",
);
const FIRST_IN_HEAD = /^\s{0,3}Mật(?=\s{0,3}[-–—([])/u;
const STAMP = new RegExp(`^(?:(?:độ|mức độ|dấu) mật\\s?:?\\s?)?${DEGREE}$`);
/** Typed without accents; "MAT" alone is anything. */
const BARE_STAMP = /^(?:TOI|TUYET) MAT$/;

const LETTER = /\p{L}/u;

/** A text from its first to its last letter. Looks from both ends: a pattern for the end would try every sign of the text as its start. */
export function bareWords(text: string): string {
  const first = text.search(LETTER);
  if (first < 0) return "";
  let end = text.length;
  while (end > first && !LETTER.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(first, end);
}

const closedUp = (text: string): string =>
  text.normalize("NFC").replace(SPACED_LETTERS, (letters) =>
    letters
      .split(/ {2,}/)
      .map((word) => word.replaceAll(" ", ""))
      .join(" "),
  );

/** The first of the patterns' finds as the text writes it. Folding keeps lengths, so a place in one is a place in the other. */
function written(text: string, plain: readonly RegExp[], folded: readonly RegExp[]): string | null {
  const small = foldTone(text);
  const found =
    plain.map((pattern) => pattern.exec(text)).find((match) => match !== null) ??
    folded.map((pattern) => pattern.exec(small)).find((match) => match !== null);
  return found == null ? null : bareWords(text.slice(found.index, found.index + found[0].length));
}

/**
 * The mark of secrecy on a line anywhere in a document, as written, or null. Inside a sentence "mật" is honey or half of "bảo mật":
 * in capitals, labelled or in brackets it is a mark.
 */
export function lineMark(line: string): string | null {
  if (!POSSIBLE.test(line)) return null;
  const text = closedUp(line);
  const words = bareWords(text);
  if (HIGH_ALONE.test(foldTone(words))) return words;
  return written(text, [HIGH, SET_APART], [LABELLED, BRACKETED]);
}

/** The mark on a line of a letterhead or a page's margin, where a stamp may stand beside a name or a number. */
export function headMark(line: string): string | null {
  if (BARE_STAMP.test(line.trim())) return line.trim();
  if (!POSSIBLE.test(line)) return null;
  const text = closedUp(line);
  const words = bareWords(text);
  if (STAMP.test(foldTone(words))) return words;
  return lineMark(line) ?? written(text, [IN_HEAD, FIRST_IN_HEAD], []);
}

/** True for a degree alone, in any case: what a column of degrees says of its row. */
export const isDegree = (text: string): boolean => new RegExp(`^${DEGREE}$`).test(foldTone(bareWords(text)));

/** True for the name of a column of degrees. */
export const namesDegrees = (text: string): boolean => /^(?:mức )?độ (?:bảo )?mật$/.test(foldTone(bareWords(text)));
