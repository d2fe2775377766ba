const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];
/** Above these Word's own output is of no use to a reader; plain digits are. */
const LARGEST_ROMAN = 3999;
const LARGEST_LETTER = 26 * 10;

function roman(value: number): string {
  if (value < 1 || value > LARGEST_ROMAN) return String(value);
  let rest = value;
  let text = "";
  for (const [worth, sign] of ROMAN)
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  return text;
}

/** A … Z, then AA, BB … as Word counts. */
function letters(value: number): string {
  if (value < 1 || value > LARGEST_LETTER) return String(value);
  const letter = String.fromCharCode(65 + ((value - 1) % 26));
  return letter.repeat(Math.ceil(value / 26));
}

function ordinal(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${(teen ? undefined : ["th", "st", "nd", "rd"][value % 10]) ?? "th"}`;
}

/** The number of a list as Word writes it in a format (`w:numFmt`); formats that are not known give plain digits. */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case "upperRoman":
      return roman(value);
    case "lowerRoman":
      return roman(value).toLowerCase();
    case "upperLetter":
      return letters(value);
    case "lowerLetter":
      return letters(value).toLowerCase();
    case "decimalZero":
      return String(value).padStart(2, "0");
    case "ordinal":
      return ordinal(value);
    case "numberInDash":
      return `- ${value} -`;
    case "none":
    case "bullet":
      return "";
    default:
      return String(value);
  }
}
