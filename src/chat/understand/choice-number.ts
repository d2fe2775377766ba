import { foldBare } from "../../domain/fold-vietnamese.ts";

/**
 * Which of the printed choices a text names: by number ("2", "số 2", "chọn 2", "2.") or by its words, with or without accents.
 * Counted from 0; null when it names none, so "2 việc xong" is not a choice.
 */
export function readChoice(text: string, labels: readonly string[]): number | null {
  if (text.length > 200) return null;
  const number = /^(?:(?:so|chon|muc|cau|number|choose|option) )?0?(\d{1,2})$/.exec(foldBare(text));
  if (number !== null && !text.includes("%")) {
    const index = Number(number[1]) - 1;
    if (index >= 0 && index < labels.length) return index;
  }
  const words = foldBare(text);
  if (words === "") return null;
  const same = labels.flatMap((label, index) => (foldBare(label) === words ? [index] : []));
  return same.length === 1 ? (same[0] ?? null) : null;
}
