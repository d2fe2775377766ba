/** A place in the text: page breaks and section breaks passed so far. */
export type PageMark = { readonly breaks: number; readonly sections: number };

export type PageCount = {
  /** Visible text or a picture stands here. */
  text(): void;
  /** A break that Word noted when it last showed the document. */
  rendered(): void;
  /** A break that the author set; `before` for one that belongs to the paragraph that begins here. */
  explicit(before?: "before"): void;
  /** A section ends here. */
  section(): void;
  /** How the section that was just described begins (`w:type`); undefined is a new page. Called once a section, in order. */
  sectionBegins(type: string | undefined): void;
  mark(): PageMark;
  /** Row and cells: cells stand beside each other, so a row passes as many breaks as its longest cell. */
  row(): void;
  cell(): void;
  endRow(): void;
  /** The page of a mark, from 1; null when the document tells no pages. Known once the whole document was read. */
  pageOf(mark: PageMark): number | null;
};

type Row = { readonly breaks: number; readonly fresh: boolean; most: number };
type Section = { breakFollows: boolean };

/**
 * Counts pages by the marks in the document. Word notes a rendered break after an explicit one too: with no text between
 * them they are one. Documents that were never shown have only explicit breaks, or none and no pages.
 */
export function pageCount(): PageCount {
  const rows: Row[] = [];
  const sections: Section[] = [];
  const begins: (string | undefined)[] = [];
  let breaks = 0;
  let known = false;
  /** Nothing stands between here and the last break that the author set. */
  let fresh = false;
  /** Nothing stands between here and the end of the last section. */
  let newSection = false;
  let written = false;

  /** Whether section `index` was parted from the next by a new page. */
  const turnsPage = (index: number): boolean => {
    const type = begins[index + 1];
    return sections[index]?.breakFollows === true || (type !== "continuous" && type !== "nextColumn");
  };
  let turns: number[] | null = null;

  return {
    text: () => {
      fresh = false;
      newSection = false;
      written = true;
    },
    rendered: () => {
      known = true;
      const section = sections.at(-1);
      if (newSection && section !== undefined) section.breakFollows = true;
      else if (!fresh) breaks += 1;
      fresh = false;
      newSection = false;
    },
    explicit: (before) => {
      if (before === "before" && (fresh || !written)) return;
      known = true;
      const section = sections.at(-1);
      if (before === "before" && newSection && section !== undefined) {
        section.breakFollows = true;
        return;
      }
      breaks += 1;
      fresh = true;
      newSection = false;
    },
    section: () => {
      sections.push({ breakFollows: false });
      newSection = true;
      fresh = false;
    },
    sectionBegins: (type) => {
      begins.push(type);
    },
    mark: () => ({ breaks, sections: sections.length }),
    row: () => {
      rows.push({ breaks, fresh, most: breaks });
    },
    cell: () => {
      const row = rows.at(-1);
      if (row === undefined) return;
      row.most = Math.max(row.most, breaks);
      breaks = row.breaks;
      fresh = row.fresh;
    },
    endRow: () => {
      const row = rows.pop();
      if (row !== undefined) breaks = Math.max(row.most, breaks);
    },
    pageOf: (mark) => {
      if (turns === null) {
        turns = [0];
        for (let index = 0; index < sections.length; index += 1)
          turns.push((turns[index] ?? 0) + (turnsPage(index) ? 1 : 0));
      }
      const turned = turns[mark.sections] ?? 0;
      if (!known && (turns.at(-1) ?? 0) === 0) return null;
      return 1 + mark.breaks + turned;
    },
  };
}
