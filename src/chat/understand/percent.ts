import { foldBare } from "../../domain/fold-vietnamese.ts";

const TENS: readonly [RegExp, number][] = [
  [/\b(mot nua|nua chung|duoc nua|half)\b/, 50],
  [/\b(muoi) phan tram\b/, 10],
  [/\bhai muoi phan tram\b/, 20],
  [/\bba muoi phan tram\b/, 30],
  [/\bbon muoi phan tram\b/, 40],
  [/\bnam muoi phan tram\b/, 50],
  [/\bsau muoi phan tram\b/, 60],
  [/\bbay muoi phan tram\b/, 70],
  [/\btam muoi phan tram\b/, 80],
  [/\bchin muoi phan tram\b/, 90],
  [/\bmot tram phan tram\b/, 100],
];

/**
 * How far something is, 0 to 100: "70%", "70", "khoảng 70 phần trăm", "một nửa", "3/5", "còn 20% nữa" (80). A number out of
 * range is a problem; null when the text names no share.
 */
export function readPercent(text: string): number | { readonly problem: "out-of-range"; readonly seen: string } | null {
  const start = text.slice(0, 200);
  const bare = foldBare(start.replace(/%/g, " phan tram "));
  const signed = /(-?\d{1,6})(?:[.,]\d+)?\s*(?:%|phần trăm|phan tram)/i.exec(start);
  const alone = /^\s*(-?\d{1,6})\s*$/.exec(start);
  const seen = signed?.[1] ?? alone?.[1];
  if (seen !== undefined) {
    const value = Number(seen);
    if (value < 0 || value > 100) return { problem: "out-of-range", seen: `${seen}%` };
    const left =
      /\bcon (?:khoang )?\d+ phan tram(?: nua)?\b/.test(bare) && !/\b(duoc|dat|xong) \d+ phan tram/.test(bare);
    return left ? 100 - value : value;
  }
  const fraction = /(?:^|\s)(\d{1,3})\/(\d{1,3})(?![\d/])/.exec(start);
  if (fraction !== null) {
    const [done, all] = [Number(fraction[1]), Number(fraction[2])];
    if (all > 0 && done <= all) return Math.round((100 * done) / all);
  }
  return TENS.findLast(([pattern]) => pattern.test(bare))?.[1] ?? null;
}
