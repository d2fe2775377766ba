import { SaxesParser } from "saxes";

/** Why a part of the package cannot be read, in a few technical words. */
export class DamagedPart extends Error {}

/** Attributes of the element's own vocabulary by local name; those of foreign vocabularies are left out. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Names are "w:p", "v:textpath" … whatever prefixes the file uses; those of foreign vocabularies begin with "?". */
export type XmlVisitor = {
  /** `parents` runs from the root to the element's parent. False leaves out the element with all it holds. */
  open(name: string, attributes: XmlAttributes, parents: readonly string[]): boolean;
  /** `parents` as at `open`. Not called for an element that was left out. */
  close(name: string, parents: readonly string[]): void;
  /** May come in several pieces; `parents` ends with the element that holds the text. */
  text(text: string, parents: readonly string[]): void;
};

const W = "w";
/** Prefixes by vocabulary, transitional and strict (ECMA-376, ISO/IEC 29500). */
const PREFIXES: Readonly<Record<string, string>> = {
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main": W,
  "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
  "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
  "http://purl.oclc.org/ooxml/officeDocument/math": "m",
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
  "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
  "urn:schemas-microsoft-com:vml": "v",
};
/** Word itself nests a table in a table in a text box at most some 60 elements deep. */
const DEEPEST = 256;
const PIECE_BYTES = 65_536;

function decoderOf(bytes: Buffer) {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true });
}

/**
 * Reads a part of the package from front to back. Of the branches of an `mc:AlternateContent` only the first is seen, of
 * tracked changes of properties (`w:pPrChange` …) none. Throws DamagedPart for broken XML, a DOCTYPE (entities that unfold
 * without end) and elements nested deeper than any word processor writes.
 */
export function readXml(bytes: Buffer, visitor: XmlVisitor): void {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    resolvePrefix: (prefix: string) => `undeclared:${prefix}`,
  });
  const parents: string[] = [];
  const branchTaken: boolean[] = [];
  let depth = 0;
  /** Depth of the element that is left out with all it holds; 0 for none. */
  let leftOut = 0;

  const seen = (name: string, attributes: XmlAttributes): boolean => {
    if (name === "mc:Choice" || name === "mc:Fallback") {
      if (parents.at(-1) !== "mc:AlternateContent" || branchTaken.at(-1) === true) return false;
      branchTaken[branchTaken.length - 1] = true;
    }
    if (name.startsWith("w:") && name.endsWith("Change")) return false;
    return visitor.open(name, attributes, parents);
  };
  parser.on("error", (error) => {
    throw new DamagedPart(`XML: ${error.message}`.slice(0, 120));
  });
  parser.on("doctype", () => {
    throw new DamagedPart("XML with a DOCTYPE");
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > DEEPEST) throw new DamagedPart(`elements nested deeper than ${DEEPEST}`);
    if (leftOut > 0) return;
    const prefix = PREFIXES[tag.uri] ?? "?";
    const attributes: Record<string, string> = Object.create(null);
    for (const key in tag.attributes) {
      const { local = "", uri, value = "" } = tag.attributes[key] ?? {};
      if (uri === "" || uri === tag.uri) attributes[local] = value;
    }
    const name = `${prefix}:${tag.local}`;
    if (!seen(name, attributes)) {
      leftOut = depth;
      return;
    }
    parents.push(name);
    if (name === "mc:AlternateContent") branchTaken.push(false);
  });
  parser.on("closetag", () => {
    depth -= 1;
    if (leftOut > 0) {
      if (depth < leftOut) leftOut = 0;
      return;
    }
    const name = parents.pop() ?? "";
    if (name === "mc:AlternateContent") branchTaken.pop();
    visitor.close(name, parents);
  });
  const text = (words: string): void => {
    if (leftOut === 0) visitor.text(words, parents);
  };
  parser.on("text", text);
  parser.on("cdata", text);

  const decoder = decoderOf(bytes);
  const decoded = (from: number): string => {
    try {
      return decoder.decode(bytes.subarray(from, from + PIECE_BYTES), { stream: from + PIECE_BYTES < bytes.length });
    } catch {
      throw new DamagedPart("XML in another encoding than it says");
    }
  };
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const piece = decoded(from);
    if (piece !== "") parser.write(piece);
  }
  parser.close();
}

/** Whether a switch is on, by its value: `<w:vanish/>` is, `<w:vanish w:val="0"/>` is not. */
export const isOn = (value: string | undefined): boolean => value !== "0" && value !== "false" && value !== "off";

/** The whole number of an attribute, held between the bounds; null when it is none. */
export function whole(value: string | undefined, least: number, most: number): number | null {
  if (value === undefined || !/^[+-]?\d{1,9}$/.test(value)) return null;
  return Math.min(most, Math.max(least, Number(value)));
}
