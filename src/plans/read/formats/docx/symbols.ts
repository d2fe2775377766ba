/** Fonts whose letters are pictures. */
const PICTURE_FONT = /^(?:symbol|wingdings|webdings|zapfdingbats|marlett|mt extra)/i;
export const isPictureFont = (font: string | null): boolean => font !== null && PICTURE_FONT.test(font);

/** Signs of the font Symbol that mean something in a sentence. */
const SYMBOL: Readonly<Record<number, string>> = {
  45: "-",
  163: "≤",
  174: "→",
  176: "°",
  177: "±",
  179: "≥",
  180: "×",
  185: "≠",
  222: "⇒",
};
/** Arrows of the Wingdings fonts. */
const WINGDINGS: Readonly<Record<number, string>> = { 224: "→", 232: "→", 240: "⇒" };
const SPACE = 32;

/**
 * A sign of a picture font as plain text: dashes, arrows and comparisons keep their meaning, every other becomes "•".
 * `code` is its place in the font (0–255) or in the private area (U+F000–F0FF).
 */
export function symbolText(font: string | null, code: number): string {
  const place = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (place === SPACE) return " ";
  // Office sets "-", "–" and "—" in any font as themselves.
  if (place === 45 || place === 0x2013 || place === 0x2014) return "-";
  if (font !== null && /^wingdings|^webdings/i.test(font)) return WINGDINGS[place] ?? "•";
  if (place > 255) return String.fromCodePoint(place);
  const known = SYMBOL[place];
  if (known !== undefined) return known;
  const letter = String.fromCharCode(place);
  return /[!%()+,./\d:;<=>?[\]{|}]/.test(letter) ? letter : "•";
}

const PRIVATE = /[\uF000-\uF0FF]/g;

/** Text with the signs of picture fonts (kept in Unicode's private area) as plain ones. */
export const withoutPrivateSigns = (text: string, font: string | null): string =>
  text.replace(PRIVATE, (sign) => symbolText(font, sign.charCodeAt(0)));

const DASHES = /^[-‐‑‒–—―−]$/;
/** Bullets that people also type; they stay. */
const TYPED = /^[+*o•▪●■○◦§·]$/;

/** What stands before a bulleted paragraph: "-", "+", "*", "o" or "•". Bullets made of words stay as they are. */
export function bulletText(text: string, font: string | null): string {
  const sign = text.trim();
  if (sign === "") return "";
  if (sign.length > 1 && /[\p{L}\p{N}]/u.test(sign) && !isPictureFont(font)) return sign;
  const first = String.fromCodePoint(sign.codePointAt(0) ?? SPACE);
  if (DASHES.test(first) || first === "\uF02D") return "-";
  return TYPED.test(first) && !isPictureFont(font) ? first : "•";
}
