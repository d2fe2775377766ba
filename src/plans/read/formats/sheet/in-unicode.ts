import { type FontEncoding, fromFont, isUnicodeVietnamese } from "../docx/legacy-font.ts";

/** Text of a cell in Unicode. A font of before Unicode may still be named where the text no longer is. */
export const inUnicode = (text: string, encoding: FontEncoding | null): string =>
  encoding === null || isUnicodeVietnamese(text) ? text : fromFont(text, encoding);
