import { fieldCodes } from "./field-codes.ts";
import { listCounter } from "./list-counter.ts";
import type { Lists } from "./list-levels.ts";
import { type PageCount, type PageMark, pageCount } from "./page-count.ts";
import {
  addSymbol,
  addText,
  addWordArt,
  closeParagraph,
  noteProperty,
  type OpenParagraph,
  openParagraph,
  openRun,
  type Surroundings,
  wholeOf,
} from "./paragraph.ts";
import { type ReadBudget, readBudget } from "./read-budget.ts";
import { cellText, newStory, type Story } from "./story.ts";
import type { Styles } from "./styles.ts";
import { type RawCell, type RawRow, tableRows, WIDEST } from "./table-rows.ts";
import { isOn, readXml, whole, type XmlAttributes } from "./xml-part.ts";

type OpenCell = { -readonly [Key in keyof RawCell]: RawCell[Key] } & { deleted: boolean };
type OpenRow = {
  before: number;
  readonly cells: RawCell[];
  mark: PageMark | null;
  deleted: boolean;
  hidden: boolean;
  noted: boolean;
};
type OpenTable = { readonly rows: (RawRow & { readonly mark: PageMark; readonly noted: boolean })[] };

/** Where in the tree of paragraphs, tables and text boxes the reader stands; null where it does not stand in one. */
type Place = {
  readonly story: Story;
  readonly paragraph: OpenParagraph | null;
  readonly table: OpenTable | null;
  readonly row: OpenRow | null;
  readonly cell: OpenCell | null;
};

const REPEATED_CHARACTERS = 4_000_000;

/** What is left out with all it holds: deleted and moved-away text, codes of fields, properties that say nothing here. */
const LEFT_OUT = new Set([
  "w:del",
  "w:moveFrom",
  "w:delText",
  "w:instrText",
  "w:delInstrText",
  "w:rt",
  "w:sdtPr",
  "w:sdtEndPr",
  "w:tblPr",
  "w:tblPrEx",
  "w:tblGrid",
]);
const BARE = new Set(["w:rPr", "w:trPr", "w:tcPr"]);

/**
 * Reads the text of a part (`word/document.xml`, a header, a footer, notes) as Word shows it with all changes accepted. The marks of
 * notes are dropped; hidden text is given apart, a paragraph a line. Parts of one file share their `budget`. Throws DamagedPart.
 */
export function readStory(
  part: Buffer,
  styles: Styles,
  lists: Lists,
  budget: ReadBudget = readBudget(),
): { story: Story; pages: PageCount; hidden: readonly string[] } {
  const pages = pageCount();
  const hidden: string[] = [];
  const around: Surroundings = { styles, lists, counter: listCounter(lists), pages, hidden };
  const repeats = { characters: REPEATED_CHARACTERS };
  const body = newStory();
  let here: Place = { story: body, paragraph: null, table: null, row: null, cell: null };
  let fields = fieldCodes();
  let sectionType: string | undefined;
  /** What to do at the end of each open element. */
  const leave: ((() => void) | null)[] = [];

  const enter = (inner: Partial<Place>, left: (outer: Place) => void): (() => void) => {
    const outer = here;
    here = { ...outer, ...inner };
    return () => {
      here = outer;
      left(outer);
    };
  };

  function enterParagraph(): () => void {
    budget.spend("paragraphs");
    const paragraph = openParagraph(here.story.carried);
    here.story.carried = null;
    return enter({ paragraph }, ({ story }) => {
      closeParagraph(paragraph, story, around);
      fields.endParagraph();
    });
  }

  function enterRun(paragraph: OpenParagraph): () => void {
    budget.spend("runs");
    wholeOf(paragraph, around);
    const outer = paragraph.run;
    paragraph.run = openRun();
    return () => {
      paragraph.run = outer;
    };
  }

  /** Words whose paragraph's end was deleted at the very end of a story. */
  function endStory(story: Story): void {
    if (story.carried === null) return;
    const rest = openParagraph(story.carried);
    story.carried = null;
    closeParagraph(rest, story, around);
  }

  function enterTextBox(): () => void {
    const story = newStory();
    const outerFields = fields;
    fields = fieldCodes();
    return enter({ story, paragraph: null, table: null, row: null, cell: null }, (outer) => {
      fields = outerFields;
      endStory(story);
      const target = outer.paragraph?.boxes ?? outer.story.items;
      for (const item of story.items) target.push(item);
    });
  }

  function enterTable(): () => void {
    const table: OpenTable = { rows: [] };
    return enter({ table, paragraph: null, row: null, cell: null }, ({ story }) => {
      if (table.rows.length === 0) return;
      const filled = tableRows(table.rows, repeats);
      const read = table.rows.map(({ mark, noted }, index) => ({ cells: filled[index] ?? [], mark, noted }));
      story.items.push({ kind: "table", rows: read });
      story.gap = false;
    });
  }

  function enterRow(table: OpenTable): () => void {
    budget.spend("table rows");
    const row: OpenRow = { before: 0, cells: [], mark: null, deleted: false, hidden: false, noted: false };
    pages.row();
    return enter({ row, table: null, paragraph: null }, () => {
      pages.endRow();
      if (row.hidden) hidden.push(...row.cells.flatMap(({ text }) => (text === "" ? [] : text.split("\n"))));
      else if (!row.deleted) table.rows.push({ ...row, mark: row.mark ?? pages.mark() });
    });
  }

  function enterCell(row: OpenRow): () => void {
    const cell: OpenCell = { text: "", columns: 1, down: null, joinsLeft: false, deleted: false };
    const story = newStory("cell");
    pages.cell();
    return enter({ cell, story, row: null, paragraph: null }, () => {
      endStory(story);
      const { text: _, deleted, ...merging } = cell;
      row.cells.push({ ...merging, text: deleted ? "" : cellText(story) });
      row.noted ||= story.items.some((item) => item.kind === "line" && item.noted);
      const first = story.items[0];
      if (first !== undefined) row.mark ??= first.kind === "line" ? first.mark : (first.rows[0]?.mark ?? null);
    });
  }

  function enterElement(name: string): (() => void) | null {
    const { paragraph, table, row } = here;
    if (name === "w:p") return enterParagraph();
    if (name === "w:r" && paragraph !== null) return enterRun(paragraph);
    if (name === "w:tbl") return enterTable();
    if (name === "w:tr" && table !== null) return enterRow(table);
    if (name === "w:tc" && row !== null) return enterCell(row);
    if (name === "w:txbxContent") return enterTextBox();
    if (name === "w:sectPr") {
      sectionType = undefined;
      return () => pages.sectionBegins(sectionType);
    }
    return null;
  }

  /** The properties of the row or cell that is open. */
  function noteTableProperty(name: string, { val }: XmlAttributes, parent: string | undefined): void {
    const { row, cell } = here;
    if (parent === "w:trPr" && row !== null) {
      if (name === "w:gridBefore") row.before = whole(val, 0, WIDEST) ?? 0;
      else if (name === "w:del") row.deleted = true;
      else if (name === "w:hidden") row.hidden = isOn(val);
    } else if (parent === "w:tcPr" && cell !== null) {
      const start = val === "restart";
      if (name === "w:gridSpan") cell.columns = whole(val, 1, WIDEST) ?? 1;
      else if (name === "w:vMerge") cell.down = start ? "start" : "continue";
      else if (name === "w:hMerge") cell.joinsLeft = !start;
      else if (name === "w:cellDel") cell.deleted = true;
    }
  }

  function noteSign(paragraph: OpenParagraph, name: string, attributes: XmlAttributes): void {
    if (name === "w:fldChar") fields.mark(attributes.fldCharType);
    else if (name === "w:lastRenderedPageBreak") pages.rendered();
    else if (name === "w:br" && attributes.type === "page") {
      pages.explicit();
      paragraph.text.breakPage();
    } else if (!fields.shows()) return;
    else if (name === "w:br" || name === "w:cr") paragraph.text.breakLine();
    else if (name === "w:tab" || name === "w:ptab") addText(paragraph, " ", around);
    else if (name === "w:noBreakHyphen") addText(paragraph, "-", around);
    else if (name === "w:sym") addSymbol(paragraph, attributes, around);
    else if (name === "w:drawing" || name === "w:pict") pages.text();
    else if (name === "w:footnoteReference" || name === "w:endnoteReference") {
      paragraph.noted = true;
      if (paragraph.run !== null)
        paragraph.run.ownMark = "customMarkFollows" in attributes && isOn(attributes.customMarkFollows);
    }
  }

  readXml(part, {
    open: (name, attributes, parents) => {
      const parent = parents.at(-1);
      const property = parent !== undefined && BARE.has(parent);
      if (!property && LEFT_OUT.has(name)) return false;
      const { paragraph } = here;
      noteTableProperty(name, attributes, parent);
      if (name === "w:type" && parent === "w:sectPr") sectionType = attributes.val;
      if (paragraph !== null) {
        if (name === "v:textpath") addWordArt(paragraph, attributes.string ?? "", around);
        noteProperty(paragraph, name, attributes, parents);
        if (parent === "w:r") noteSign(paragraph, name, attributes);
      }
      leave.push(enterElement(name));
      return true;
    },
    close: () => {
      leave.pop()?.();
    },
    text: (text, parents) => {
      const parent = parents.at(-1);
      if ((parent !== "w:t" && parent !== "m:t") || here.paragraph === null) return;
      budget.spend("letters", text.length);
      if (fields.shows()) addText(here.paragraph, text, around);
    },
  });
  endStory(body);
  return { story: body, pages, hidden };
}
