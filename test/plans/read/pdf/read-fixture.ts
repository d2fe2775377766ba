import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromPdf } from "../../../../src/plans/read/formats/from-pdf.ts";
import type { PlanReadError } from "../../../../src/plans/read/plan-read-error.ts";
import type { Block, Cell, PlanSource } from "../../../../src/plans/read/source.ts";

export const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", name));

export const paragraphsOf = ({ blocks }: PlanSource): string[] =>
  blocks.flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));

/** The number of columns a cell covers in braces where it is not one, "^" where it continues the cell above. */
const cellText = ({ text, columns, continued }: Cell): string =>
  `${text}${columns === 1 ? "" : `{${columns}}`}${continued ? "^" : ""}`;

/** Each row of a table as its page and its cells. */
export const rowsOf = (block: Block | undefined): string[] =>
  block?.kind === "table"
    ? block.rows.map(({ page, cells }) => `${page}: ${cells.map(cellText).join(" | ")}`)
    : ["no table"];

export const tablesOf = ({ blocks }: PlanSource): string[][] =>
  blocks.filter(({ kind }) => kind === "table").map(rowsOf);

/** What reading these bytes is refused with. */
export const refusalOf = (bytes: Uint8Array): Promise<PlanReadError> =>
  fromPdf(bytes, "ke-hoach.pdf").then(
    () => {
      throw new Error("the file was read");
    },
    (error: PlanReadError) => error,
  );
