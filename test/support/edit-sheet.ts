import readWorkbook from "read-excel-file/node";
import writeWorkbook from "write-excel-file/node";

type Cell = string | number | boolean | Date | null;

const written = (value: Cell) =>
  value === null ? null : value instanceof Date ? { value, type: Date, format: "dd/mm/yyyy" } : { value };

/**
 * A review sheet as a person sends it back: opened, its first page changed, saved by another program. `edit` gets the rows, the
 * titles first.
 */
export async function editSheet(bytes: Uint8Array, edit: (rows: Cell[][]) => void): Promise<Uint8Array> {
  const sheets = await readWorkbook(Buffer.from(bytes));
  const pages = sheets.map(({ sheet, data }) => ({ sheet, rows: data as unknown as Cell[][] }));
  edit(pages[0]?.rows ?? []);
  return await writeWorkbook(
    pages.map(({ sheet, rows }) => ({ sheet, data: rows.map((row) => row.map(written)) })),
  ).toBuffer();
}

/** Writes into a column, by its title, of the row whose task has these words. */
export function setCell(rows: Cell[][], words: string, title: string, value: Cell): void {
  const row = rows.find((cells) => cells.some((cell) => String(cell).includes(words)));
  const column = rows[0]?.indexOf(title) ?? -1;
  if (row === undefined || column < 0) throw new Error(`no cell ${title} of “${words}”`);
  while (row.length <= column) row.push(null);
  row[column] = value;
}
