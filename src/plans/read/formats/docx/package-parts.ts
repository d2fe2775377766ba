import { PlanReadError } from "../../plan-read-error.ts";
import { unpackEntry, zipEntries } from "../zip-entries.ts";
import { DamagedPart, readXml } from "./xml-part.ts";

/** The parts of a Word file that are read; null for those it does not have. */
export type WordParts = {
  readonly document: Buffer;
  readonly styles: Buffer | null;
  readonly numbering: Buffer | null;
  /** Headers and footers of its pages. */
  readonly margins: readonly Buffer[];
  /** Footnotes and endnotes. */
  readonly notes: readonly Buffer[];
};

/** The text of a plan of 200 pages takes some 10 MB. */
const LARGEST_PART_BYTES = 64 * 1024 * 1024;
const MAIN = "word/document.xml";

/** Values of one attribute of every element with that name. */
function valuesOf(part: Buffer | null, element: string, attributes: readonly string[]): string[][] {
  const found: string[][] = [];
  if (part !== null)
    readXml(part, {
      open: (name, values) => {
        if (name === element) found.push(attributes.map((attribute) => values[attribute] ?? ""));
        return true;
      },
      close: () => {},
      text: () => {},
    });
  return found;
}

/** A target of a relationship of a part in `folder` ("word/", "" for the root) as a name in the package. */
function nameOf(target: string, folder: string): string {
  const path = target.startsWith("/") ? target : `/${folder}${target}`;
  return decodeURI(new URL(path, "file:///").pathname).slice(1);
}

function safeName(target: string, folder: string): string | null {
  try {
    return nameOf(target, folder);
  } catch {
    return null;
  }
}

/** Opens the archive and unpacks what is read. Throws PlanReadError `macros`, `expands-too-far` or `damaged`. */
export function wordParts(bytes: Buffer, file: string): WordParts {
  const entries = zipEntries(bytes);
  if (entries === null) throw new DamagedPart("an archive without a directory");
  // Names of parts do not tell large letters from small ones.
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const partOf = (name: string | null): Buffer | null => {
    const entry = name === null ? undefined : byName.get(name.toLowerCase());
    if (entry === undefined) return null;
    if (entry.unpackedBytes > LARGEST_PART_BYTES)
      throw new PlanReadError("expands-too-far", { file, seen: `${entry.name} over 64 MB`, accepted: "64 MB" });
    try {
      return unpackEntry(bytes, entry, LARGEST_PART_BYTES);
    } catch {
      throw new DamagedPart(`${entry.name} does not unpack`);
    }
  };
  const relations = (part: string): string[][] => {
    const slash = part.lastIndexOf("/") + 1;
    const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
    return valuesOf(partOf(name), "rel:Relationship", ["Type", "Target"]);
  };
  const targets = (from: readonly string[][], type: string, folder: string): string[] =>
    from.flatMap(([kind = "", target = ""]) => (kind.endsWith(`/${type}`) ? [safeName(target, folder) ?? ""] : []));

  const types = [
    ...valuesOf(partOf("[Content_Types].xml"), "ct:Override", ["ContentType"]),
    ...valuesOf(partOf("[Content_Types].xml"), "ct:Default", ["ContentType"]),
  ];
  const programs = [...byName.keys()].find((name) => name.endsWith("/vbaproject.bin"));
  if (programs !== undefined || types.some(([type = ""]) => /macroenabled|vbaproject/i.test(type)))
    throw new PlanReadError("macros", { file, seen: programs ?? "a macro-enabled document", accepted: ".docx" });

  const main = targets(relations(""), "officeDocument", "").find((name) => byName.has(name.toLowerCase())) ?? MAIN;
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const document = partOf(main);
  if (document === null) throw new DamagedPart(`no ${MAIN}`);
  const related = relations(main);
  const one = (type: string): Buffer | null =>
    partOf(targets(related, type, folder)[0] ?? null) ?? partOf(`${folder}${type}.xml`);
  /** Parts of these kinds: those the document names, and those with their usual names. */
  const partsOf = (kinds: readonly string[]): Buffer[] => {
    const usual = new RegExp(`^[^/]*/?(?:${kinds.join("|")})\\d*\\.xml$`);
    const named = kinds.flatMap((kind) => targets(related, kind, folder)).map((name) => name.toLowerCase());
    const names = new Set([...named, ...[...byName.keys()].filter((name) => usual.test(name))]);
    return [...names].flatMap((name) => partOf(name) ?? []);
  };
  return {
    document,
    styles: one("styles"),
    numbering: one("numbering"),
    margins: partsOf(["header", "footer"]),
    notes: partsOf(["footnotes", "endnotes"]),
  };
}
