import { fromDocx } from "../../../../src/plans/read/formats/from-docx.ts";
import { PlanReadError } from "../../../../src/plans/read/plan-read-error.ts";
import type { Paragraph, Table } from "../../../../src/plans/read/source.ts";

/** The paragraphs of a Word file. */
export const paragraphsOf = async (bytes: Buffer): Promise<Paragraph[]> =>
  (await fromDocx(bytes, "ke-hoach.docx")).blocks.filter((block) => block.kind === "paragraph");

/** The texts of its paragraphs. */
export const textsOf = async (bytes: Buffer): Promise<string[]> => (await paragraphsOf(bytes)).map(({ text }) => text);

export const tablesOf = async (bytes: Buffer): Promise<Table[]> =>
  (await fromDocx(bytes, "ke-hoach.docx")).blocks.filter((block) => block.kind === "table");

/** Its first table, a cell as "text", "2:text" over two columns, "↑text" as the lower part of one above; "" where covered. */
export const gridOf = async (bytes: Buffer): Promise<string[][]> =>
  ((await tablesOf(bytes))[0]?.rows ?? []).map(({ cells }) =>
    cells.map(({ text, columns, continued }) => `${columns === 1 ? "" : `${columns}:`}${continued ? "↑" : ""}${text}`),
  );

/** Why the file is refused; fails when it is read. */
export async function refusalOf(bytes: Buffer): Promise<PlanReadError> {
  try {
    await fromDocx(bytes, "ke-hoach.docx");
  } catch (error) {
    if (error instanceof PlanReadError) return error;
    throw error;
  }
  throw new Error("the file was read");
}
