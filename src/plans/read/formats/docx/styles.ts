import { isOn, readXml, whole, type XmlAttributes } from "./xml-part.ts";

/** What paragraphs and runs may say of themselves, or take from a style; undefined where nothing is said. */
export type Format = {
  listId?: number;
  /** 0–8 */
  listLevel?: number;
  /** 0–8; 9 is running text. */
  outlineLevel?: number;
  font?: string;
  hidden?: boolean;
  pageBreakBefore?: boolean;
};

type Style = { readonly format: Format; name: string; basedOn: string | null };

export type Styles = {
  /** The format of a paragraph style with all it is based on and the document's defaults; null is the default style. */
  paragraph(id: string | null): Format;
  /** The same of a character style, without the defaults. */
  character(id: string | null): Format;
  /** The style's id, then those it is based on. */
  chain(id: string | null): readonly string[];
  /** 1–6 when the style or one it is based on is named "heading 1" … or "Heading1" …, else null. */
  headingByName(id: string | null): number | null;
};

/** Word stops at ten; the bound also ends circles. */
const LONGEST_CHAIN = 40;

/** The font of letters that are no ASCII decides how they are to be read; a theme's font is a modern one. */
export function fontOf(attributes: XmlAttributes): string | undefined {
  if (attributes.hAnsiTheme !== undefined || (attributes.hAnsi === undefined && attributes.asciiTheme !== undefined))
    return "";
  return attributes.hAnsi ?? attributes.ascii;
}

/** Notes what one property element says; true when it was one of those that matter. */
export function readProperty(format: Format, name: string, attributes: XmlAttributes): boolean {
  const number = (most: number): number | null => whole(attributes.val, 0, most);
  switch (name) {
    case "w:numId":
      format.listId = number(999_999_999) ?? 0;
      return true;
    case "w:ilvl":
      format.listLevel = number(8) ?? 0;
      return true;
    case "w:outlineLvl":
      format.outlineLevel = number(9) ?? 9;
      return true;
    case "w:pageBreakBefore":
      format.pageBreakBefore = isOn(attributes.val);
      return true;
    case "w:vanish":
      format.hidden = isOn(attributes.val);
      return true;
    case "w:rFonts": {
      const font = fontOf(attributes);
      if (font !== undefined) format.font = font;
      return true;
    }
    default:
      return false;
  }
}

const HEADING = /^heading\s?([1-6])$/i;

function lookUp(styles: ReadonlyMap<string, Style>, defaults: Format, defaultStyle: string | null): Styles {
  const formats = new Map<string, Format>();
  const chains = new Map<string | null, readonly string[]>();
  const chain = (id: string | null): readonly string[] => {
    const known = chains.get(id);
    if (known !== undefined) return known;
    const ids: string[] = [];
    chains.set(id, ids);
    for (let at = id; at !== null && ids.length < LONGEST_CHAIN && !ids.includes(at); ) {
      ids.push(at);
      at = styles.get(at)?.basedOn ?? null;
    }
    return ids;
  };
  const resolved = (id: string | null, base: Format, key: string): Format => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const layers = chain(id).map((style) => styles.get(style)?.format ?? {});
    const format: Format = Object.assign({}, base, ...layers.reverse());
    formats.set(key, format);
    return format;
  };
  const styleOf = (id: string | null): string | null => (id !== null && styles.has(id) ? id : defaultStyle);
  return {
    paragraph: (id) => resolved(styleOf(id), defaults, `p ${styleOf(id)}`),
    character: (id) => resolved(id, {}, `c ${id}`),
    chain: (id) => chain(styleOf(id)),
    headingByName: (id) => {
      for (const style of chain(id)) {
        const found = HEADING.exec(styles.get(style)?.name ?? "") ?? HEADING.exec(style);
        if (found !== null) return Number(found[1]);
      }
      return null;
    },
  };
}

/** Reads `word/styles.xml`; null for a document without one. Throws DamagedPart. */
export function readStyles(part: Buffer | null): Styles {
  const styles = new Map<string, Style>();
  const defaults: Format = {};
  let defaultStyle: string | null = null;
  let style: Style | null = null;
  if (part !== null)
    readXml(part, {
      open: (name, attributes, parents) => {
        const parent = parents.at(-1);
        if (name === "w:style") {
          const id = attributes.styleId ?? "";
          style = { format: {}, name: "", basedOn: null };
          styles.set(id, style);
          if (attributes.type === "paragraph" && attributes.default !== undefined && isOn(attributes.default))
            defaultStyle = id;
        } else if (parent === "w:style" && style !== null) {
          if (name === "w:name") style.name = attributes.val ?? "";
          else if (name === "w:basedOn") style.basedOn = attributes.val ?? null;
          // What a table style says of its first row or last column is no matter here.
          return name !== "w:tblStylePr";
        } else readProperty(style?.format ?? defaults, name, attributes);
        return name !== "w:latentStyles";
      },
      close: (name) => {
        if (name === "w:style") style = null;
      },
      text: () => {},
    });
  return lookUp(styles, defaults, defaultStyle);
}
