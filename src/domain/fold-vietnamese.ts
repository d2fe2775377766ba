/** Old and new placement of the tone mark in "oa", "oe", "uy" at the end of a syllable (hoà = hòa, uỷ = ủy). */
const OLD_TO_NEW = new Map<string, string>();
for (const [old, renewed] of [
  ["oà oá oả oã oạ", "òa óa ỏa õa ọa"],
  ["oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"],
  ["uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"],
] as const) {
  const replacements = renewed.split(" ");
  old.split(" ").forEach((pair, index) => {
    OLD_TO_NEW.set(pair, replacements[index] ?? pair);
  });
}

const OLD_PAIR = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu;

/** Lower case of the same length: a letter whose small form is longer (İ) stays. */
function lower(text: string): string {
  const whole = text.toLowerCase();
  if (whole.length === text.length) return whole;
  return text.replace(/\p{Lu}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

/**
 * NFC, lower case, tone marks in their new place (uỷ → ủy, hoà → hòa); diacritics stay.
 * As long as the NFC text, so an offset in one is an offset in the other.
 */
export const foldTone = (text: string): string =>
  lower(text.normalize("NFC")).replace(OLD_PAIR, (pair) => OLD_TO_NEW.get(pair) ?? pair);

/** NFC, lower case, without diacritics (đ → d). As long as the NFC text. */
export const stripMarks = (text: string): string =>
  lower(text.normalize("NFC")).replace(/[^\p{ASCII}]/gu, (letter) => {
    if (letter === "đ") return "d";
    const base = letter.normalize("NFD").replace(/\p{M}/gu, "");
    return base.length === letter.length ? base : letter;
  });

/** The words alone: lower case, without diacritics and punctuation, one space between. */
export const foldBare = (text: string): string =>
  stripMarks(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The words with their diacritics: lower case, new tone placement, punctuation gone, one space between. */
export const foldWords = (text: string): string =>
  foldTone(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** True when the text was typed with Vietnamese diacritics; without any, a reader has to match on bare letters. */
export const hasMarks = (text: string): boolean =>
  /[đĐăâêôơưĂÂÊÔƠƯ]|[\u00C0-\u01B0\u1EA0-\u1EF9]/u.test(text.normalize("NFC"));
