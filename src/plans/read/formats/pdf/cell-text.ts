import { markerOf } from "../../outline/numbering.ts";
import { startsLikeUnit } from "../../units/unit-words.ts";
import { endsSentence, joinedLines, mayEnd, ROOM, roomAfter, startsSmall } from "./line-ends.ts";
import type { Line } from "./lines.ts";

/** A step down of so many line heights parts two paragraphs. */
const GAP = 1.75;
/** The blank margin inside a cell is no wider, in points. */
const WIDEST_MARGIN = 8;
/** A unit's name with all its words is no longer. */
const LONGEST_NAME = 70;

/** Offices that are named after another unit: "Văn phòng" over "UBND tỉnh" is one. */
const OFFICE =
  /(?:văn phòng|ủy ban|uỷ ban|chỉ huy|thanh tra|chủ tịch|giám đốc|thủ trưởng|trưởng|lãnh đạo|bí thư|đảng ủy|cán sự đảng|đảng đoàn|thường trực|thường vụ|chấp hành|chỉ đạo|quản lý|công đoàn|đoàn)$/iu;

const LETTERHEAD = /^(?:Số\s*:|Độc lập\s*[-–])/u;

/** The name of a unit under that of another: nobody writes two in one line without a sign between them. */
const namesNextUnit = (paragraph: string, line: string): boolean =>
  paragraph.length <= LONGEST_NAME &&
  /^\p{Lu}/u.test(line) &&
  mayEnd(paragraph, line) &&
  !OFFICE.test(paragraph) &&
  startsLikeUnit(paragraph) &&
  startsLikeUnit(line);

/** Whether a line of a cell begins a new paragraph after the one before; `paragraph` is what was read of the current one. */
function begins(line: Line, before: Line, paragraph: string, left: number, right: number): boolean {
  const ended = roomAfter(before, line, left, right) > ROOM;
  // A number may be a date's, a dash that of "Lao động - Thương binh".
  const marker = markerOf(line.text);
  const listed = marker !== null && markerOf(paragraph)?.style === marker.style;
  if (marker !== null && (listed || ended || endsSentence(before.text) || /^[^\d–-]/.test(line.text))) return true;
  if (line.baseline - before.baseline > GAP * Math.max(line.size, before.size)) return !startsSmall(line.text);
  if (LETTERHEAD.test(line.text) || namesNextUnit(paragraph, line.text)) return true;
  return ended && mayEnd(before.text, line.text);
}

/**
 * The lines of a cell between its edges as text, its paragraphs parted by "\n". Lines broken at the edge of the cell are
 * joined; the margin inside the cell is taken from its widest line.
 */
export function cellText(lines: readonly Line[], left: number, right: number): string {
  const blank = Math.min(WIDEST_MARGIN, Math.max(0, Math.min(...lines.map((line) => line.left - left))));
  let text = "";
  let before: Line | null = null;
  for (const line of lines) {
    if (before === null) text = line.text;
    else {
      const paragraph = text.slice(text.lastIndexOf("\n") + 1);
      text = begins(line, before, paragraph, left + blank, right - blank)
        ? `${text}\n${line.text}`
        : joinedLines(text, line.text);
    }
    before = line;
  }
  return text;
}
