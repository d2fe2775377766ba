/** Kinds of item numbers and marks that official documents use. */
export type MarkerStyle =
  | "part"
  | "article"
  | "step"
  | "roman"
  | "capital"
  | "arabic"
  | "decimal"
  | "letter"
  | "dash"
  | "plus"
  | "star"
  | "dot";

export type Marker = {
  readonly style: MarkerStyle;
  /** As it stands in a heading path: "II", "2.1", "a", "BƯỚC 2"; the mark itself for bullets. */
  readonly label: string;
  /** Place in its sequence (II → 2, c → 3), null for bullets; the last number of "2.14" is 14. */
  readonly ordinal: number | null;
  /** The words after the number. */
  readonly rest: string;
};

const BULLETS = new Set<MarkerStyle>(["dash", "plus", "star", "dot"]);
export const isBullet = (style: string): boolean => BULLETS.has(style as MarkerStyle);

const LETTERS = "abcdđeghiklmnopqrstuvxy";
const ROMAN_VALUES: Record<string, number> = { I: 1, V: 5, X: 10 };

function romanValue(roman: string): number | null {
  let total = 0;
  for (let at = 0; at < roman.length; at += 1) {
    const value = ROMAN_VALUES[roman[at] ?? ""] ?? 0;
    total += value < (ROMAN_VALUES[roman[at + 1] ?? ""] ?? 0) ? -value : value;
  }
  return total > 0 && total < 40 ? total : null;
}

const number = (text: string | undefined): number => Number(text ?? "0");

type Rule = {
  pattern: RegExp;
  style: MarkerStyle;
  label: (found: string) => string;
  ordinal: (found: string) => number | null;
};

const RULES: readonly Rule[] = [
  {
    pattern:
      /^((?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|CHƯƠNG|Chương|PHẦN|Phần|MỤC|Mục)\s+(?:[IVX]{1,6}|\d{1,2}|THỨ \p{Lu}+|thứ \p{Ll}+)(?![\p{L}\d]))\s*[.:\-–]*\s*/u,
    style: "part",
    label: (found) => found,
    ordinal: () => null,
  },
  {
    pattern: /^(PHỤ LỤC|PHỤ BIỂU)(?=\s*$)/u,
    style: "part",
    label: (found) => found,
    ordinal: () => null,
  },
  {
    pattern: /^((?:Điều|ĐIỀU)\s+\d{1,3})\s*[.:]\s*/u,
    style: "article",
    label: (found) => found,
    ordinal: (found) => number(found.split(/\s+/)[1]),
  },
  {
    pattern: /^((?:Bước|BƯỚC)\s+\d{1,2})\s*[.:\-–]\s*/u,
    style: "step",
    label: (found) => found,
    ordinal: (found) => number(found.split(/\s+/)[1]),
  },
  {
    pattern: /^(?!V[./]\s?v)([IVX]{1,6})\s?(?:[./):]\s?[-–]?|[-–])\s*(?=[^\s\d])/u,
    style: "roman",
    label: (found) => found,
    ordinal: romanValue,
  },
  {
    pattern: /^(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s?[./):–-]+\s*|\s+)(?=[^\s\d%])/u,
    style: "decimal",
    label: (found) => found,
    ordinal: (found) => number(found.split(".").at(-1)),
  },
  {
    // "99-QĐ/TW" is a document, no item.
    pattern: /^(?!\d{1,3}-\p{Lu}{1,6}\/)\(?(\d{1,3})\s?(?:[.)]\s?[-–]?|\/(?=[\s–-])\s?[-–]?|[-–:])\s*(?=[^\s\d])/u,
    style: "arabic",
    label: (found) => String(number(found)),
    ordinal: number,
  },
  {
    pattern: /^(?!Đ\/c)([A-HKLMĐ])\s?(?:[./)]\s?[-–]?|[-–])\s*(?=[^\s\d])/u,
    style: "capital",
    label: (found) => found,
    ordinal: (found) => LETTERS.indexOf(found.toLowerCase()) + 1,
  },
  {
    pattern: /^(?!đ\/c)\(?([a-zđ])\s?[.)/]\s?[-–]?\s*(?=[^\s\d])/u,
    style: "letter",
    label: (found) => found,
    ordinal: (found) => LETTERS.indexOf(found) + 1,
  },
  { pattern: /^([-–—−])\s*(?=[^\s-])/u, style: "dash", label: (found) => found, ordinal: () => null },
  { pattern: /^(\+)\s*(?=\S)/u, style: "plus", label: (found) => found, ordinal: () => null },
  { pattern: /^(\*)\s*(?=\S)/u, style: "star", label: (found) => found, ordinal: () => null },
  { pattern: /^([•▪●■○◦§·]|o(?=\s\p{Lu}))\s*(?=\S)/u, style: "dot", label: (found) => found, ordinal: () => null },
];

/** The number or bullet a paragraph begins with, or null. */
export function markerOf(text: string): Marker | null {
  for (const rule of RULES) {
    const found = rule.pattern.exec(text);
    const label = found?.[1];
    if (found === null || label === undefined) continue;
    const ordinal = rule.ordinal(label);
    if (rule.style === "roman" && ordinal === null) continue;
    return { style: rule.style, label: rule.label(label), ordinal, rest: text.slice(found[0].length).trim() };
  }
  return null;
}
