import { fontEncoding } from "../docx/legacy-font.ts";
import { inUnicode } from "./in-unicode.ts";
import { visitXml } from "./visit-xml.ts";

/** "_x000D_" stands for a sign XML cannot hold. */
export const unescaped = (text: string): string =>
  text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Puts the text of one cell together from its runs; runs in a font of before Unicode are turned into it, readings of signs are left out. */
export function stringRuns(): {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (words: string) => void;
  readonly close: (name: string) => void;
  /** The text since the last call. */
  readonly take: () => string;
} {
  let whole = "";
  let words = "";
  let font: string | null = null;
  let inText = false;
  let reading = 0;
  return {
    open: (name, { val }) => {
      if (name === "rPh") reading += 1;
      else if (name === "r") font = null;
      else if (name === "rFont") font = val ?? null;
      else if (name === "t") {
        inText = reading === 0;
        words = "";
      }
    },
    text: (piece) => {
      if (inText) words += piece;
    },
    close: (name) => {
      if (name === "rPh") reading -= 1;
      if (name !== "t" || !inText) return;
      whole += inUnicode(unescaped(words), fontEncoding(font));
      inText = false;
    },
    take: () => {
      const taken = whole;
      whole = "";
      return taken;
    },
  };
}

/** The texts cells refer to by their number. */
export function readSharedStrings(part: Buffer | null): string[] {
  const strings: string[] = [];
  if (part === null) return strings;
  const runs = stringRuns();
  visitXml(part, {
    open: runs.open,
    text: runs.text,
    close: (name) => {
      runs.close(name);
      if (name === "si") strings.push(runs.take());
    },
  });
  return strings;
}
