import { fromTcvn3, fromVni } from "../../encodings/legacy-encodings.ts";

/** How a font of the years before Unicode spells Vietnamese; the fonts of capitals show small letters as capitals. */
export type FontEncoding = "tcvn3" | "tcvn3-capitals" | "vni";

/** The encoding behind a font name such as ".VnTime", ".VnTimeH" or "VNI-Times"; null for every other. */
export function fontEncoding(font: string | null): FontEncoding | null {
  if (font === null) return null;
  if (/^\.vn/i.test(font)) return /h$/i.test(font) ? "tcvn3-capitals" : "tcvn3";
  return /^vni-/i.test(font) ? "vni" : null;
}

/** Letters that the old encodings do not have: text with one of them is Unicode, whatever font it names. */
export const isUnicodeVietnamese = (text: string): boolean => /[ĂăĐđĨĩŨũƠơƯư\u1EA0-\u1EF9]|\p{Mn}/u.test(text);

export function fromFont(text: string, encoding: FontEncoding): string {
  if (encoding === "vni") return fromVni(text);
  const unicode = fromTcvn3(text);
  return encoding === "tcvn3" ? unicode : unicode.toUpperCase();
}
