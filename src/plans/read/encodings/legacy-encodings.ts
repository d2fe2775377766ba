import { isVietnameseSyllable } from "./vietnamese-syllable.ts";

/** Encodings of before Unicode that keep Vietnamese in the places of Western European letters. */
export type LegacyEncoding = "tcvn3" | "vni";

const pairs = (theirs: string, ours: string): [string, string][] => {
  const letters = ours.split(" ");
  return theirs.split(" ").map((code, index) => [code, letters[index] ?? ""]);
};

/** TCVN 5712:1993, character set 3. "ư" sits on the soft hyphen, U+00AD. */
const TCVN3 = new Map<string, string>([
  ...pairs("¸ µ ¶ · ¹ ¨ ¾ » ¼ ½ Æ © Ê Ç È É Ë", "á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ"),
  ...pairs("® Ð Ì Î Ï Ñ ª Õ Ò Ó Ô Ö", "đ é è ẻ ẽ ẹ ê ế ề ể ễ ệ"),
  ...pairs("Ý × Ø Ü Þ ã ß á â ä « è å æ ç é ¬ í ê ë ì î", "í ì ỉ ĩ ị ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ ơ ớ ờ ở ỡ ợ"),
  ...pairs("ó ï ñ ò ô \u00ad ø õ ö ÷ ù ý ú û ü þ", "ú ù ủ ũ ụ ư ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ"),
  ...pairs("¡ ¢ § £ ¤ ¥ ¦", "Ă Â Đ Ê Ô Ơ Ư"),
]);

/** VNI for Windows: a letter and its mark are two signs, but for "đ", "ơ", "ư", "ỵ" and "i" with a tone. */
const VNI_SMALL = [
  ...pairs("aù aø aû aõ aï aê aé aè aú aü aë aâ aá aà aå aã aä", "á à ả ã ạ ă ắ ằ ẳ ẵ ặ â ấ ầ ẩ ẫ ậ"),
  ...pairs("ñ eù eø eû eõ eï eâ eá eà eå eã eä", "đ é è ẻ ẽ ẹ ê ế ề ể ễ ệ"),
  ...pairs("í ì æ ó ò", "í ì ỉ ĩ ị"),
  ...pairs("où oø oû oõ oï oâ oá oà oå oã oä", "ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ"),
  ...pairs("ô ôù ôø ôû ôõ ôï", "ơ ớ ờ ở ỡ ợ"),
  ...pairs("uù uø uû uõ uï ö öù öø öû öõ öï", "ú ù ủ ũ ụ ư ứ ừ ử ữ ự"),
  ...pairs("yù yø yû yõ î", "ý ỳ ỷ ỹ ỵ"),
];
const VNI = new Map(VNI_SMALL);
const VNI_SIGNS = /[aeouyôö][ùøûõïâáàåãäêéèúüë]|[ñíìæóòôöî]/giu;

/** C1 controls that stand where Windows-1252 keeps the quotes and dashes of typed text. */
const WINDOWS_SIGNS = new Map(
  pairs("\u0082 \u0084 \u0085 \u0091 \u0092 \u0093 \u0094 \u0095 \u0096 \u0097", "‚ „ … ‘ ’ “ ” • – —"),
);
const windowsSigns = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_SIGNS.get(sign) ?? sign);

/** A run of letters and of the signs that stand for letters. */
const WORD = /[A-Za-z\u00a1-\u00ff]+/g;
const WORD_WITH_HYPHENS = /(?<![A-Za-z\u00a1-\u00ff-])[A-Za-z\u00a1-\u00ff]+(?:-[A-Za-z\u00a1-\u00ff]+)*/g;

const tcvn3Letters = (word: string): string => Array.from(word, (sign) => TCVN3.get(sign) ?? sign).join("");

/** "h-íng": the soft hyphen of "ư" became a real one on the way. A word is put together only when its parts are none. */
const withSoftHyphens = (text: string): string =>
  text.replace(WORD_WITH_HYPHENS, (word) => {
    if (!word.includes("-")) return word;
    const parts = word.split("-").map(tcvn3Letters);
    return !parts.every(isVietnameseSyllable) && isVietnameseSyllable(parts.join("ư"))
      ? word.replaceAll("-", "\u00ad")
      : word;
  });

const capitals = (text: string): number => text.match(/[A-Z§¡¢£¤¥¦]/g)?.length ?? 0;
/** "NéI": capitals around a marked letter. */
const isRaised = (word: string | undefined): boolean =>
  word !== undefined && capitals(word) > 1 && !/[a-z]/.test(word) && /[\u00a1-\u00ff]/.test(word);

function tcvn3Line(line: string): string {
  const words = line.match(WORD) ?? [];
  const raisesLine = !/[a-z]/.test(line) && words.some(isRaised);
  let at = -1;
  return line.replace(WORD, (word) => {
    at += 1;
    const letters = tcvn3Letters(word);
    // "X·" between "HßA" and "HéI" is one of them; "Sè" before "KH" is not.
    const besideRaised = capitals(word) === 1 && !/[a-z]/.test(word) && [words[at - 1], words[at + 1]].some(isRaised);
    return raisesLine || isRaised(word) || besideRaised ? letters.toUpperCase() : letters;
  });
}

/**
 * Text of a TCVN3 (ABC) font, given as Latin-1 or Windows-1252 letters, in Unicode. TCVN3 has no capitals with tones: the
 * small ones among capitals ("CéNG HßA" for "CỘNG HÒA") become capitals.
 */
export const fromTcvn3 = (text: string): string =>
  withSoftHyphens(windowsSigns(text)).split("\n").map(tcvn3Line).join("\n");

/** Text of a VNI-Windows font, given as Latin-1 or Windows-1252 letters, in Unicode. A mark may be large or small. */
export const fromVni = (text: string): string =>
  windowsSigns(text).replace(VNI_SIGNS, (signs) => {
    const small = VNI.get(signs.toLowerCase());
    if (small !== undefined) return /^\p{Lu}/u.test(signs) ? small.toUpperCase() : small;
    // "oê" is no letter of VNI: its second sign stands for itself.
    return Array.from(signs, (sign) => VNI.get(sign) ?? VNI.get(sign.toLowerCase())?.toUpperCase() ?? sign).join("");
  });

const CONVERTERS: Readonly<Record<LegacyEncoding, (text: string) => string>> = { tcvn3: fromTcvn3, vni: fromVni };

/** Text of such a font in Unicode. */
export const fromLegacy = (text: string, encoding: LegacyEncoding): string => CONVERTERS[encoding](text);

/** Letters of Vietnamese that no Western European encoding has, and the marks of parted ones. */
const UNICODE_VIETNAMESE =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]|[\u0300-\u0323]/;
/** Shares of marked words: so many must read as Vietnamese after the change, and no more than so many before it. */
const LEAST_AFTER = 0.8;
const MOST_BEFORE = 0.45;
const FEWEST_WORDS = 2;
/** Enough to know a long text by. */
const MOST_WORDS = 4000;

/** The words with a sign outside ASCII and a plain letter: "·" alone may be a bullet. */
function markedWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD_WITH_HYPHENS)) {
    if (/[A-Za-z]/.test(word) && /[\u00a1-\u00ff]/.test(word)) words.push(word);
    if (words.length === MOST_WORDS) break;
  }
  return words;
}

const shareOfSyllables = (words: readonly string[]): number =>
  words.filter((word) => word.split("-").every(isVietnameseSyllable)).length / words.length;

/**
 * The old encoding a text of Latin-1 letters was typed in, by how many of its marked words are Vietnamese syllables before and
 * after the change. Null for Unicode Vietnamese, other languages, and texts of fewer than two marked words.
 */
export function detectLegacy(text: string): LegacyEncoding | null {
  if (UNICODE_VIETNAMESE.test(text)) return null;
  const words = markedWords(text);
  if (words.length < FEWEST_WORDS || shareOfSyllables(words) > MOST_BEFORE) return null;
  let best: LegacyEncoding | null = null;
  let bestShare = LEAST_AFTER;
  for (const [encoding, convert] of Object.entries(CONVERTERS) as [LegacyEncoding, (text: string) => string][]) {
    const share = shareOfSyllables(words.map(convert));
    if (share < bestShare) continue;
    best = encoding;
    bestShare = share;
  }
  return best;
}
