import { foldTone } from "../../../domain/fold-vietnamese.ts";

/** What "Cơ quan chủ trì: …; Thời gian: …" lines say, as written; `rest` is what stands before the first label. */
export type Attributes = {
  readonly rest: string;
  readonly lead: string | null;
  readonly coord: string | null;
  readonly time: string | null;
  readonly product: string | null;
  /** What a draft has no field for: place, participants, money. */
  readonly note: string | null;
};

type Field = "lead" | "coord" | "time" | "product" | "note";

const BODY = "(?:các )?(?:cơ quan|đơn vị|bộ phận|cá nhân|cơ quan, đơn vị|đơn vị, cá nhân)";
const LABELS: readonly (readonly [Field, string])[] = [
  ["coord", `(?:${BODY} )?(?:tham gia )?phối hợp(?: thực hiện)?`],
  ["lead", `(?:${BODY} )?(?:chủ trì|đầu mối|làm đầu mối)(?: thực hiện| tham mưu)?`],
  [
    "lead",
    `${BODY} (?:thực hiện|chịu trách nhiệm(?: chính)?|tham mưu)|phân công(?: thực hiện)?|trách nhiệm thực hiện|(?:người|bộ phận) (?:thực hiện|phụ trách)|phụ trách(?: chính)?`,
  ],
  [
    "time",
    "(?:thời gian|thời hạn|tiến độ|lộ trình|thời điểm)(?: thực hiện| hoàn thành| tổ chức| trình| báo cáo)?(?: dự kiến)?|(?:hạn )?hoàn thành|hạn|hạn chót",
  ],
  [
    "note",
    "địa điểm|thành phần(?: tham dự| tham gia)?|đối tượng(?: tham gia| tham dự)?|số lượng|hình thức(?: tổ chức)?|(?:nguồn )?kinh phí(?: thực hiện)?|quy mô|người tham dự|nội dung",
  ],
  ["product", "(?:sản phẩm|kết quả)(?: đầu ra| hoàn thành| đạt được| thực hiện| dự kiến)?|sản phẩm, kết quả"],
];
const LABEL = new RegExp(
  `(?:^|[.;,(\\n])\\s*[-+•*]?\\s*(${LABELS.map(([field, words], index) => `(?<${field}${index}>${words})`).join("|")})\\s*:\\s*`,
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
  const values: Record<Field, string | null> = { lead: null, coord: null, time: null, product: null, note: null };
  found.forEach(({ field, from }, index) => {
    const end = found[index + 1]?.start ?? original.length;
    const value = upToSentence(original.slice(from, end), field).replace(/^[\s]+|[\s;,.)]+$/g, "");
    values[field] ??= value === "" ? null : value;
  });
  const first = found[0];
  const rest = first === undefined ? original : original.slice(0, first.start);
  return { ...values, rest: rest.replace(/(?<![\s(])[\s(]+$/, "") };
}

const withoutBracket = (text: string): string => text.replace(/^\(|\)[.;]?$/g, "");

/** True when the text is nothing but such lines. "Nội dung: …" alone says what to do and is none. */
export const isAttributeLine = (text: string): boolean =>
  saysOnlyFields(text) && !/^[-+•*\s]*nội dung\s*:/u.test(foldTone(text));

/** The same, where other lines beside it are such lines, too. */
export function saysOnlyFields(text: string): boolean {
  const { rest, lead, coord, time, product, note } = readAttributes(withoutBracket(text));
  return rest.trim() === "" && (lead ?? coord ?? time ?? product ?? note) !== null;
}

/** "2. Cơ quan, đơn vị phối hợp thực hiện:" is no longer. */
const LONGEST_LABEL = 80;

/** What a heading that is nothing but a label ("Cơ quan chủ trì", "Thời gian thực hiện:") says of its items; null for other headings. */
export function labelOf(heading: string): Field | null {
  if (heading.length > LONGEST_LABEL) return null;
  const said = readAttributes(`${heading.replace(/[\s:.;]+$/, "")}: x`);
  const fields = (["lead", "coord", "time", "product", "note"] as const).filter((field) => said[field] === "x");
  return said.rest === "" ? (fields[0] ?? null) : null;
}
