/** What a spreadsheet cell can hold at most, in UTF-16 units, is 32767. */
const LONGEST_CELL = 32_000;

/** Characters that no XML file may hold or should. */
const NOT_IN_XML =
  /[^\t\n\r\u{20}-\u{7E}\u{85}\u{A0}-\u{D7FF}\u{E000}-\u{FFFC}\u{10000}-\u{10FFFF}]|\p{Noncharacter_Code_Point}/gu;

/** A text as a cell can hold it: NFC, without control characters, cut where a cell ends, spaces squeezed within a line. */
export function cellText(text: string): string {
  const lines = text
    .toWellFormed()
    .normalize("NFC")
    .replace(NOT_IN_XML, "")
    .split(/\r\n|\r|\n/);
  const tidy = lines.map((line) => line.replace(/\s+/g, " ").trim());
  return tidy
    .join("\n")
    .trim()
    .slice(0, LONGEST_CELL)
    .toWellFormed()
    .replace(/\u{FFFD}$/u, "");
}

/** A cell in one line. */
export const flatCell = (text: string): string => cellText(text).replace(/\s+/g, " ");

/** Two cells that say the same to a reader: line ends and spaces do not count. */
export const sameCell = (one: string, other: string): boolean => one === other || flatCell(one) === flatCell(other);
