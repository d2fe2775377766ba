import { headLines } from "./head.ts";
import { headMark, isDegree, lineMark, namesDegrees } from "./secrecy-marks.ts";
import type { PlanSource, Table } from "./source.ts";

/** Names of columns stand within so many rows. */
const HEAD_ROWS = 4;

const found = (texts: Iterable<string>, markOf: (line: string) => string | null): string | null => {
  for (const text of texts)
    for (const line of text.split("\n")) {
      const mark = markOf(line);
      if (mark !== null) return mark;
    }
  return null;
};

/** A degree in a column named "Độ mật", where it need be neither in capitals nor labelled. */
function degreeInColumn({ rows }: Table): string | null {
  for (const [at, row] of rows.slice(0, HEAD_ROWS).entries())
    for (const [column, cell] of row.cells.entries()) {
      if (!namesDegrees(cell.text)) continue;
      const marked = rows.slice(at + 1).find(({ cells }) => isDegree(cells[column]?.text ?? ""));
      if (marked !== undefined) return (marked.cells[column]?.text ?? "").trim();
    }
  return null;
}

/** The first mark of secrecy in texts that are no letterhead, such as what people write into a task; null when there is none. */
export const secretMark = (texts: Iterable<string>): string | null => found(texts, lineMark);

/**
 * The mark of secrecy (Mật, Tối mật, Tuyệt mật) that a document, its margins or one of its tasks bears, as written; null when there is
 * none. A marked document must not enter chat, and a marked task none of its document.
 */
export function secrecyMark(source: PlanSource): string | null {
  const stamped = found([...(source.margins ?? []), ...headLines(source).map(({ text }) => text)], headMark);
  if (stamped !== null) return stamped;
  for (const block of source.blocks) {
    const mark =
      block.kind === "paragraph"
        ? secretMark([block.text])
        : (secretMark(block.rows.flatMap(({ cells }) => cells.map(({ text }) => text))) ?? degreeInColumn(block));
    if (mark !== null) return mark;
  }
  return null;
}
