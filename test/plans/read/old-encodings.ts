/** The table of TCVN 5712 from code 0xA1 on; a point stands where character set 3 has nothing. */
const TCVN3 = "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";

/** Unicode Vietnamese as a TCVN3 font has it, in Latin-1 letters. Capitals with tones lose their size, as the fonts have none. */
export const toTcvn3 = (text: string): string =>
  Array.from(text.normalize("NFC"), (letter) => {
    const known = TCVN3.includes(letter) && letter !== "." ? letter : letter.toLowerCase();
    const at = known === "." ? -1 : TCVN3.indexOf(known);
    return at < 0 ? letter : String.fromCharCode(0xa1 + at);
  }).join("");

const TONES: Readonly<Record<string, string>> = {
  "\u0301": "ù",
  "\u0300": "ø",
  "\u0309": "û",
  "\u0303": "õ",
  "\u0323": "ï",
};
const ROUND: Readonly<Record<string, string>> = {
  "": "â",
  "\u0301": "á",
  "\u0300": "à",
  "\u0309": "å",
  "\u0303": "ã",
  "\u0323": "ä",
};
const SHORT: Readonly<Record<string, string>> = {
  "": "ê",
  "\u0301": "é",
  "\u0300": "è",
  "\u0309": "ú",
  "\u0303": "ü",
  "\u0323": "ë",
};
const ALONE: Readonly<Record<string, string>> = {
  đ: "ñ",
  í: "í",
  ì: "ì",
  ỉ: "æ",
  ĩ: "ó",
  ị: "ò",
  ỵ: "î",
  ơ: "ô",
  ư: "ö",
};

function vniLetter(letter: string): string {
  const alone = ALONE[letter];
  if (alone !== undefined) return alone;
  const marks = letter.normalize("NFD").slice(1);
  const base = letter.normalize("NFD").slice(0, 1);
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(marks)?.[0] ?? "";
  if (marks.includes("\u0302")) return base + (ROUND[tone] ?? "");
  if (marks.includes("\u0306")) return base + (SHORT[tone] ?? "");
  return (marks.includes("\u031b") ? (ALONE[`${base}\u031b`.normalize("NFC")] ?? "") : base) + (TONES[tone] ?? "");
}

/** Unicode Vietnamese as a VNI-Windows font has it, in Latin-1 letters. */
export const toVni = (text: string): string =>
  Array.from(text.normalize("NFC"), (letter) => {
    const small = letter.toLowerCase();
    return small === letter ? vniLetter(letter) : vniLetter(small).toUpperCase();
  }).join("");

/** Text of letters below U+0100 and the quotes and dashes of Windows-1252, one byte each. */
export const windowsBytes = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (letter) => {
      const at = "‚„…‘’“”•–—".indexOf(letter);
      return at < 0 ? letter.charCodeAt(0) : ([0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97][at] ?? 0x3f);
    }),
  );

/** Text in Windows-1258: letters of Western Europe, "ă đ ơ ư", and tones as signs of their own after their vowel. */
export const toWindows1258 = (text: string): Buffer => {
  const bytes: number[] = [];
  const decoder = new TextDecoder("windows-1258");
  const codes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  for (const letter of text.normalize("NFC")) {
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(letter.normalize("NFD"))?.[0] ?? "";
    const vowel = letter.normalize("NFD").replace(tone, "").normalize("NFC");
    bytes.push(codes.get(vowel) ?? 0x3f, ...(tone === "" ? [] : [codes.get(tone) ?? 0x3f]));
  }
  return Buffer.from(bytes);
};
