/** NFC, without zero-width signs; every kind of space becomes one, `<br>` a line end. */
export const cleanText = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/<br\s{0,9}\/?>/gi, "\n")
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();

/** Takes away markdown's emphasis, escapes and heading marks, keeps the words; `_____` and `-----` lines become empty. */
export const withoutMarkdown = (line: string): string =>
  line
    .replace(/^ {0,3}#{1,6}\s+/, "")
    .replace(/^\s*(?:[-_=*]\s?){4,}$/, "")
    .replace(/\\([*_#+\-.!()[\]])/g, "$1")
    .replace(/(\*\*\*|\*\*|__)(?=\S)([^*_\n]{1,4000}?)\1/g, "$2")
    .replace(/(?<![*\p{L}\p{N}])\*(?=[^\s*])([^*\n]{1,4000})(?<=[^\s*])\*(?![*\p{L}\p{N}])/gu, "$1")
    .replace(/\*\*/g, "");
