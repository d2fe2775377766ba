import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsLikeUnit } from "./unit-words.ts";

/** Lists that name one group, whose commas do not part units: "các sở, ban, ngành", "các huyện, thành, thị ủy". */
const GROUPS = [
  /(?:các )?(?:sở|bộ|ban)(?:, (?:ban|ngành|bộ|sở|phòng|đoàn thể|hội|địa phương|cơ quan|tổ chức|đơn vị|phường|xã)(?! (?:thường|cán|chỉ đạo|tổ chức|tuyên|dân vận|chấp)))+(?: và (?:đoàn thể|địa phương|ngành))?/gu,
  /(?:các )?huyện, (?:thị|thành),? (?:thành|thị)?,? ?đoàn(?! thể)/gu,
  /(?:các )?huyện,? (?:thành|thị),?(?: (?:thành|thị),?)? ủy(?:, đảng ủy trực thuộc)?/gu,
  /các (?:cấp|ngành|địa phương|đơn vị)(?:, | và )các (?:cấp|ngành|đoàn thể|địa phương)(?! ủy)/gu,
  /các chi(?: bộ)?, đảng bộ/gu,
  /các tập đoàn(?:, | và )(?:các )?tổng công ty/gu,
  /văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân|văn phòng đoàn đbqh và hđnd|văn phòng hđnd và ubnd/gu,
  /văn phòng hội đồng nhân dân và ủy ban nhân dân|báo và đài phát thanh(?:,| và) truyền hình/gu,
];
const INNER_COMMA = "\u0001";
const INNER_AND = "\u0002";

const hideInside = (group: string): string => group.replaceAll(",", INNER_COMMA).replaceAll(" và ", ` ${INNER_AND} `);

/** The phrase with the commas and "và" inside group names made invisible to a splitter; same length is not kept. */
function protectGroups(phrase: string): string {
  let protectedPhrase = phrase.normalize("NFC");
  for (const group of GROUPS) {
    const folded = foldTone(protectedPhrase);
    let rebuilt = "";
    let last = 0;
    for (const match of folded.matchAll(group)) {
      rebuilt +=
        protectedPhrase.slice(last, match.index) +
        hideInside(protectedPhrase.slice(match.index, match.index + match[0].length));
      last = match.index + match[0].length;
    }
    protectedPhrase = rebuilt + protectedPhrase.slice(last);
  }
  return protectedPhrase;
}

const restore = (piece: string): string => piece.replaceAll(INNER_COMMA, ",").replaceAll(INNER_AND, "và");

/** What a body is besides: "Sở Y tế - cơ quan thường trực Ban Chỉ đạo". */
const APPOSITION = /\s+[-–]\s+(?:là\s+)?(?:cơ quan|đơn vị)\s+(?:thường trực|đầu mối|chủ trì)(?!\p{L}).*$/isu;
/** Somebody by name, whose post may follow: "Đồng chí Lê An, Giám đốc Sở". */
const PERSON = /^\s*(?:[Đđ]ồng chí|[Đđ]\/c|[Ôô]ng|[Bb]à)(?:\s+\p{Lu}\p{Ll}*){1,5}\s*,?\s*$/u;
const POST =
  /^(?:phó )?(?:tổng )?(?:giám đốc|chủ tịch|bí thư|hiệu trưởng|hiệu phó|chánh|trưởng|tổ trưởng|cục trưởng|vụ trưởng|chi cục trưởng|thứ trưởng|bộ trưởng|ủy viên|chỉ huy trưởng|viện trưởng)(?!\p{L})/u;
/** A group by its fields: in "các Bộ: Công an, Tài chính, UBND các tỉnh" a name of one or two words is a field. */
const BY_FIELDS = /^[^:]*:/u;
const LONGEST_FIELD = 2;
/** Committees and unions are told apart by whole bodies: "các đảng ủy: Quân sự, Công an tỉnh". */
const BY_BODIES = /(?:đảng ủy|đảng bộ|chi bộ|ban chấp hành|công đoàn|đoàn)\s*:/u;

const isField = (current: string, piece: string): boolean =>
  BY_FIELDS.test(current) && (BY_BODIES.test(foldTone(current)) || piece.trim().split(/\s+/).length <= LONGEST_FIELD);

function goesOn(current: string, joiner: string, piece: string): boolean {
  if (current.trim() === "" || !startsLikeUnit(restore(piece))) return true;
  if (joiner.startsWith(",") && PERSON.test(current)) return POST.test(foldTone(piece));
  return isField(current, piece);
}

/**
 * The units of "Sở A, Sở B và các huyện, thị xã", as written. A piece that does not begin like a unit belongs to the one
 * before it ("Sở Văn hóa, Thể thao và Du lịch"). Semicolons and line ends always part.
 */
export function splitUnits(phrase: string): string[] {
  const units: string[] = [];
  for (const part of protectGroups(phrase).split(/[;\n]+/)) {
    let current = "";
    let joiner = "";
    for (const piece of part.split(/(,\s*và\s+|,\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s*\/\s*(?=Sở |Phòng |Ban ))/u)) {
      const joins = /^(?:,|\s+và\s|\s+cùng\s|\s*\/)/u.test(piece);
      if (joins || goesOn(current, joiner, piece)) current += piece;
      else {
        units.push(current.replace(/(?:,\s*và|,|\s+và|\s+cùng(?:\s+với)?|\/)\s*$/u, ""));
        current = piece;
      }
      if (joins) joiner = piece;
    }
    units.push(current);
  }
  return units
    .map((unit) =>
      restore(unit)
        .replace(APPOSITION, "")
        .replace(/^[\s,.:;…–-]+|[\s,.:;…–-]+$/gu, ""),
    )
    .filter((unit) => unit.length > 1);
}
