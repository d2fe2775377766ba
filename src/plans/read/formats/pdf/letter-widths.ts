/** Letters that are narrow or wide in every font, against the others. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[iljtfrI.,;:'’()|/\s-]/u, 0.55],
  [/[mwMW]/u, 1.5],
  [/\p{Lu}/u, 1.3],
];

/** About how wide a letter is, whatever the font; 1 for most small letters. Marks above and below do not count. */
export const letterWidth = (letter: string): number =>
  WIDTHS.find(([letters]) => letters.test(letter.normalize("NFD").charAt(0)))?.[1] ?? 1;

export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width;
}
