import { foldTone } from "../../../domain/fold-vietnamese.ts";

/** What "Cơ quan chủ trì: …; Thời gian: …" lines say, as written; `rest` is what stands before the first label. */
export type Attributes = {
  readonly rest: string;
  readonly lead: string | null;
  readonly coord: string | null;
  readonly time: string | null;
  readonly product: string | null;
};

type Field = "lead" | "coord" | "time" | "product";

const BODY = "(?:các )?(?:cơ quan|đơn vị|bộ phận|cá nhân|cơ quan, đơn vị|đơn vị, cá nhân)";
const LABELS: readonly (readonly [Field, string])[] = [
  ["coord", `(?:${BODY} )?(?:tham gia )?phối hợp(?: thực hiện)?`],
  ["lead", `(?:${BODY} )?(?:chủ trì|đầu mối|làm đầu mối)(?: thực hiện| tham mưu)?`],
  [
    "lead",
    `${BODY} (?:thực hiện|chịu trách nhiệm(?: chính)?|tham mưu)|phân công(?: thực hiện)?|trách nhiệm thực hiện|người thực hiện`,
  ],
  [
    "time",
    "(?:thời gian|thời hạn|tiến độ|lộ trình|thời điểm)(?: thực hiện| hoàn thành| tổ chức| trình| báo cáo)?(?: dự kiến)?|hạn hoàn thành",
  ],
  ["product", "(?:sản phẩm|kết quả)(?: đầu ra| hoàn thành| đạt được| thực hiện| dự kiến)?|sản phẩm, kết quả"],
];
const LABEL = new RegExp(
  `(?:^|[.;,(]\\s*[-+]?\\s*|\\n\\s*[-+]?\\s*)(${LABELS.map(([field, words], index) => `(?<${field}${index}>${words})`).join("|")})\\s*:\\s*`,
  "gu",
);

/** Names of units end with their sentence: "… các huyện. Hoàn thành trước ngày 15/5." says no unit after the full stop. */
function upToSentence(value: string, field: Field): string {
  if (field !== "lead" && field !== "coord") return value;
  return /^.*?\p{L}{2}(?=\.\s+\p{Lu})/su.exec(value)?.[0] ?? value;
}

/** Labels that stand in running text and what follows each, up to the next label. */
export function readAttributes(text: string): Attributes {
  const original = text.normalize("NFC");
  const folded = foldTone(original);
  const found: { field: Field; start: number; from: number }[] = [];
  for (const match of folded.matchAll(LABEL)) {
    const group = Object.entries(match.groups ?? {}).find(([, words]) => words !== undefined)?.[0];
    if (group === undefined) continue;
    found.push({ field: group.replace(/\d+$/, "") as Field, start: match.index, from: match.index + match[0].length });
  }
  const values: Record<Field, string | null> = { lead: null, coord: null, time: null, product: null };
  found.forEach(({ field, from }, index) => {
    const end = found[index + 1]?.start ?? original.length;
    const value = upToSentence(original.slice(from, end), field).replace(/^[\s]+|[\s;,.)]+$/g, "");
    values[field] ??= value === "" ? null : value;
  });
  const first = found[0];
  const rest = first === undefined ? original : original.slice(0, first.start);
  return { ...values, rest: rest.replace(/[\s(]+$/, "") };
}

/** True when the text is nothing but such lines. */
export const isAttributeLine = (text: string): boolean => {
  const attributes = readAttributes(text.replace(/^\(|\)[.;]?$/g, ""));
  return (
    attributes.rest.trim() === "" &&
    (attributes.lead ?? attributes.coord ?? attributes.time ?? attributes.product) !== null
  );
};
