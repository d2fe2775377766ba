import { cleanText } from "./clean-text.ts";
import { type Block, type ListPlace, paragraph } from "./source.ts";
import { type TableBuilder, tableBuilder } from "./table-builder.ts";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });

const spanOf = (attributes: string, name: "colspan" | "rowspan"): number =>
  Math.max(1, Number(new RegExp(`${name}="(\\d{1,4})"`).exec(attributes)?.[1] ?? "1"));

/**
 * The HTML that mammoth writes (p, h1–h6, ol/ul/li, table/tr/td, br and inline marks) as blocks. Cells of a table inside
 * a cell become lines of that cell.
 */
export function blocksOfHtml(html: string): Block[] {
  const blocks: Block[] = [];
  const lists: { ordered: boolean; count: number }[] = [];
  const tables: TableBuilder[] = [];
  let text = "";
  let heading: number | null = null;
  let item: ListPlace | null = null;
  let gap = false;

  const flush = (): void => {
    const lines = cleanText(decode(text))
      .split("\n")
      .filter((line) => line !== "");
    text = "";
    const table = tables.at(-1);
    if (table !== undefined) table.addLines(lines);
    else {
      for (const line of lines) {
        blocks.push(paragraph(line, { heading, list: item, gap }));
        item = null;
      }
      if (lines.length > 0) gap = false;
    }
  };
  const open = (name: string, attributes: string): void => {
    if (name === "ol" || name === "ul") {
      flush();
      lists.push({ ordered: name === "ol", count: 0 });
    } else if (name === "li") {
      flush();
      const list = lists.at(-1);
      if (list !== undefined) {
        list.count += 1;
        item = { level: lists.length - 1, ordinal: list.ordered ? list.count : null };
      }
    } else if (name === "table") {
      flush();
      tables.push(tableBuilder());
    } else if (name === "tr") tables.at(-1)?.startRow();
    else if (name === "td" || name === "th") {
      tables.at(-1)?.startCell(spanOf(attributes, "colspan"), spanOf(attributes, "rowspan"));
    } else if (/^h[1-6]$/.test(name)) heading = Number(name[1]);
    else if (name === "br") text += "\n";
  };
  const close = (name: string): void => {
    const table = tables.at(-1);
    if (name === "p" || /^h[1-6]$/.test(name) || name === "li") {
      const blank = text.trim() === "";
      flush();
      if (blank && tables.length === 0) gap = true;
      heading = null;
    } else if (name === "ol" || name === "ul") {
      flush();
      lists.pop();
      item = null;
    } else if ((name === "td" || name === "th") && table !== undefined) {
      flush();
      table.endCell();
    } else if (name === "tr") table?.endRow();
    else if (name === "table" && table !== undefined) {
      tables.pop();
      const outer = tables.at(-1);
      if (outer !== undefined) outer.addLines(table.rows.map((row) => row.filter((cell) => cell !== "").join(" ")));
      else blocks.push({ kind: "table", rows: table.rows, page: null });
    }
  };

  for (const token of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+|</gi)) {
    const name = token[2]?.toLowerCase();
    if (name === undefined) text += token[0];
    else if (token[1] === "/") close(name);
    else open(name, token[3] ?? "");
  }
  flush();
  return blocks;
}
