import type { Row } from "write-excel-file/node";
import type { Texts } from "../../texts/texts.ts";
import { cellText } from "./cell-text.ts";
import { REVIEW_COLUMNS } from "./review-columns.ts";
import { BORDERED, COLOURS, HEAD, textCell } from "./sheet-cells.ts";

const PLAIN = { wrap: true, alignVertical: "top" } as const;

/** The page that says what to do, what the colours and columns mean, and what happens next. */
export function guideSheet(
  plan: string,
  counts: { readonly tasks: number; readonly needsLook: number },
  { guide, columns }: Texts["review"],
): Row[] {
  // No merged cells: a spreadsheet fits the height of a row to its text only where nothing is merged.
  const heading = (text: string): Row => [textCell(text, HEAD), textCell("", HEAD)];
  const line = (text: string, mark = ""): Row => [textCell(mark, PLAIN), textCell(text, PLAIN)];
  return [
    [textCell(cellText(guide.title(plan)).replaceAll("\n", " "), { fontWeight: "bold", fontSize: 14 })],
    line(guide.counts(counts.tasks, counts.needsLook)),
    [],
    heading(guide.steps),
    ...guide.step.map((step, index) => line(step, String(index + 1))),
    line(guide.next),
    line(guide.once),
    [],
    heading(guide.colours),
    ...(["doubt", "unknown", "readOnly"] as const).map(
      (name): Row => [
        textCell("", { ...BORDERED, backgroundColor: COLOURS[name] }),
        textCell(guide.colour[name], PLAIN),
      ],
    ),
    [],
    heading(guide.columns),
    ...REVIEW_COLUMNS.map((column) => line(guide.column[column], columns[column])),
  ];
}
