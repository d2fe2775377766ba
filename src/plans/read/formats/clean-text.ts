/**
 * NFC, without zero-width signs; every kind of space becomes one, `<br>` a line end. Some fonts and converters write Ư and ư with the letter OI
 * (U+01A2, U+01A3: "trƣớc"), which Vietnamese does not have.
 */
export const cleanText = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\u01A2/g, "Ư")
    .replace(/\u01A3/g, "ư")
    .replace(/<br\s{0,9}\/?>/gi, "\n")
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();

/** Takes away markdown's emphasis, escapes, links and heading marks, keeps the words; `_____` and `-----` lines become empty. */
export const withoutMarkdown = (line: string): string =>
  line
    .replace(/^ {0,3}#{1,6}\s+/, "")
    .replace(/^\s*(?:[-_=*]\s?){4,}$/, "")
    .replace(/!\[[^[\]]{0,300}\]\([^()\s]{1,500}\)/g, "")
    .replace(/\[([^[\]]{1,500})\]\([^()\s]{1,500}\)/g, "$1")
    .replace(/\\([*_#+\-.!()[\]])/g, "$1")
    .replace(/(\*\*\*|\*\*|__)(?=\S)([^*_\n]{1,4000}?)\1/g, "$2")
    .replace(/(?<![*\p{L}\p{N}])\*(?=[^\s*])([^*\n]{1,4000})(?<=[^\s*])\*(?![*\p{L}\p{N}])/gu, "$1")
    .replace(/\*\*/g, "");

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Takes away the tags of HTML that set words in a text (`<p>`, `<b>`, `<span …>`) and reads its entities; other tags stay. */
export const withoutTags = (text: string): string =>
  text
    .replace(
      /<\/?(?:p|div|center|b|i|u|s|em|strong|span|font|sup|sub|small|a|ul|ol|li|h[1-6]|thead|tbody|tfoot|caption|colgroup|col)(?:\s[^<>]{0,500})?\/?>/gi,
      "",
    )
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
    });
