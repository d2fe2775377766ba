import { foldTone, foldWords } from "../domain/fold-vietnamese.ts";

/** Kinds of bodies that offices shorten to their first letters, with how; the longer first. */
const SHORTENED: readonly (readonly [kind: string, short: string])[] = [
  ["ủy ban nhân dân", "ubnd"],
  ["hội đồng nhân dân", "hđnd"],
  ["ủy ban mặt trận tổ quốc việt nam", "ubmttqvn"],
  ["ủy ban mặt trận tổ quốc", "ubmttq"],
  ["mặt trận tổ quốc", "mttq"],
  ["ủy ban kiểm tra", "ubkt"],
  ["ban tuyên giáo", "btg"],
  ["ban tổ chức", "btc"],
  ["ban dân vận", "bdv"],
  ["ban nội chính", "bnc"],
  ["ban thường vụ", "btv"],
  ["bộ chỉ huy quân sự", "bchqs"],
  ["bộ chỉ huy quân sự", "bch qs"],
  ["liên đoàn lao động", "lđlđ"],
  ["bảo hiểm xã hội", "bhxh"],
  ["kho bạc nhà nước", "kbnn"],
  ["tòa án nhân dân", "tand"],
  ["viện kiểm sát nhân dân", "vksnd"],
  ["văn phòng", "vp"],
  ["hội cựu chiến binh", "hội ccb"],
  ["hội liên hiệp phụ nữ", "hội lhpn"],
  ["hội nông dân", "hội nd"],
  ["ban giám hiệu", "bgh"],
];
/** Kinds that keep their word before the first letters of their field: "Sở TTTT", "Phòng TC-KH". */
const KEPT_KIND = /^(sở|bộ|ban|phòng|cục|chi cục|vụ|trung tâm|viện|hội|tổ|khoa)\s+(.+)$/u;

/** Letters and digits alone. */
const tight = (words: string): string => words.replace(/[^\p{L}\p{N}]+/gu, "");

/** The first letters of a field, "và" left out: "Thông tin và Truyền thông" → "tttt". */
const initials = (field: string): string =>
  field
    .split(" ")
    .filter((word) => word !== "và")
    .map((word) => word.slice(0, 1))
    .join("");

/**
 * The shortened spellings of a unit's name that offices use, without spaces and punctuation: "Sở Thông tin và Truyền thông" →
 * "sởtttt"; "Ủy ban Kiểm tra Tỉnh ủy" → "ubkttỉnhủy". Compare with `tightName`.
 */
export function shortSpellings(name: string): string[] {
  const words = foldWords(name);
  const kept = KEPT_KIND.exec(words);
  const field = kept?.[2]?.includes(" ") ? [`${kept[1]} ${initials(kept[2])}`] : [];
  const kinds = SHORTENED.filter(([kind]) => words.startsWith(kind)).map(
    ([kind, short]) => short + words.slice(kind.length),
  );
  return [...new Set([...field, ...kinds].map(tight))];
}

/** A written name as `shortSpellings` gives them: "Sở TT&TT", "Sở LĐ-TBXH" and "UBKT Tỉnh uỷ" in their own letters alone. */
export const tightName = (written: string): string =>
  tight(foldTone(written).replace(/(?<=\p{L})\s+và\s+(?=\p{L})/gu, " "));

const FILLERS = new Set([
  "các",
  "những",
  "tất",
  "cả",
  "toàn",
  "thể",
  "cấp",
  "thuộc",
  "trực",
  "của",
  "và",
  "tại",
  "trên",
  "địa",
  "bàn",
]);

/**
 * What a group's name lists, in any order and without the words between: "các sở, ban, ngành, đoàn thể cấp tỉnh" and
 * "sở, ngành, ban và đoàn thể tỉnh" are one group.
 */
export const groupKey = (name: string): string =>
  foldWords(name)
    .split(" ")
    .filter((word) => !FILLERS.has(word))
    .sort()
    .join(" ");
