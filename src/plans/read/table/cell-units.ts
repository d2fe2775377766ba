import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { readAttributes } from "../units/attributes.ts";
import { isFieldList } from "../units/fields-of-group.ts";
import { splitUnits } from "../units/split-units.ts";
import { startsLikeUnit } from "../units/unit-words.ts";

export type CellUnits = { readonly leads: readonly string[]; readonly coords: readonly string[] };

const LONGEST_UNIT = 200;
/** What follows a comma inside the name of one body: "Sở Văn hóa, Thể thao và Du lịch". */
const PART_OF_NAME =
  /^(?:thể thao|du lịch|khoa học|thông tin|công nghệ|môi trường|truyền thông|thương binh|xã hội|gia đình|trẻ em|đào tạo|đầu tư|phát triển|tôn giáo|dân tộc|hạ tầng|đô thị|kinh tế|nông thôn|thủy sản|chăn nuôi|thú y|bảo vệ thực vật|tổng hợp|hành chính|quản trị|nhân sự|tiền lương|pháp chế|đối ngoại|hợp tác|kỹ thuật|vật tư|an toàn|kiểm soát|bổ trợ|thi hành án|cứu nạn|cứu hộ|phòng cháy|chữa cháy|phòng thủ|tìm kiếm|thi đua|khen thưởng|đấu thầu|tài sản|tài chính|kế hoạch|thống kê|hộ tịch|chứng thực|nghiên cứu|sức khỏe|dinh dưỡng|điều dưỡng)/;
/** A name that is a list of fields and goes on after a comma. */
const TAKES_PARTS =
  /(?:^|\s)(?:sở|bộ|ban|phòng|vụ|cục|chi cục|trung tâm|văn phòng|viện|khoa|tổ|ủy ban|hội|liên hiệp|liên đoàn)\s[^,;]*$/u;
const MARK = /^\s*(?:[-+•*–]|\d{1,2}[.)])\s*/;

/** True when `piece` begins another unit and does not go on with the name before it. */
function opensUnit(piece: string, before: string): boolean {
  const words = piece.trim();
  if (words === "" || startsLikeUnit(words)) return words !== "";
  if (/^\p{Ll}/u.test(words)) return false;
  const folded = foldTone(words);
  return !(TAKES_PARTS.test(foldTone(before.replace(/[\s,]+$/, ""))) && PART_OF_NAME.test(folded));
}

/** Parts a piece without semicolons at the commas and "và" that stand between units rather than inside a name. */
function atCommas(piece: string): string[] {
  return splitUnits(piece).flatMap((unit) => {
    if (isFieldList(unit)) return [unit];
    const parts: string[] = [];
    let current = "";
    for (const part of unit.split(/(,\s*(?=\p{Lu}))/u)) {
      if (part.startsWith(",") || current === "" || !opensUnit(part, current)) current += part;
      else {
        parts.push(current.replace(/,\s*$/, ""));
        current = part;
      }
    }
    return [...parts, current];
  });
}

/** The units of a cell that names nothing else, as written; lines, semicolons and marks part them. */
export function unitsOfCell(cell: string): string[] {
  const lines: string[] = [];
  for (const line of cell.split("\n")) {
    const marked = MARK.test(line);
    const words = line.replace(MARK, "").trim();
    const last = lines.at(-1);
    // A line goes on with the one before it when it begins in the middle of a name.
    const goesOn =
      last !== undefined &&
      !marked &&
      !/[;.]$/.test(last) &&
      (/^[\p{Ll}&–-]/u.test(words) || !opensUnit(words, last) || /(?:,|\svà|\s-)$/u.test(last));
    if (goesOn && !(/,$/.test(last) && startsLikeUnit(words))) lines[lines.length - 1] = `${last} ${words}`;
    else if (words !== "") lines.push(words);
  }
  return [
    ...new Set(
      lines
        .flatMap((line) => line.split(/;/))
        .flatMap(atCommas)
        .map((unit) => unit.replace(/^[\s,.;:–-]+|[\s,.;:–-]+$/gu, ""))
        .filter((unit) => /\p{L}/u.test(unit) && unit.length < LONGEST_UNIT && !NOBODY.test(foldTone(unit))),
    ),
  ];
}

const NOBODY = /^(?:không|không có|như trên|nt|n\/a)$/;

/** The units of a cell that may say both: "Chủ trì: Sở A; Phối hợp: Sở B", "Sở A chủ trì, Sở B phối hợp", "Sở A (chủ trì), Sở B". */
export function leadsAndCoords(cell: string): CellUnits {
  const chairs = /^([^:]{2,300}?)\s+chủ trì[,;]?\s*(?:(?:và\s+)?phối hợp(?: (?:với|cùng))?\s+([^:]+))?$/isu.exec(cell);
  if (chairs !== null) return { leads: unitsOfCell(chairs[1] ?? ""), coords: unitsOfCell(chairs[2] ?? "") };
  const labelled = readAttributes(cell);
  if (labelled.lead !== null || labelled.coord !== null) {
    const leads = unitsOfCell(labelled.lead ?? labelled.rest);
    return { leads, coords: unitsOfCell(labelled.coord ?? "").filter((unit) => !leads.includes(unit)) };
  }
  const units = unitsOfCell(cell);
  const named = (unit: string): string =>
    unit.replace(/\s*\((?:đơn vị |cơ quan )?(?:chủ trì|phối hợp)\)|\s+(?:chủ trì|phối hợp)$/giu, "");
  const chair = units.filter((unit) => /chủ trì\)?$/iu.test(unit));
  const helps = units.filter((unit) => /phối hợp\)?$/iu.test(unit));
  if (chair.length === 0 && helps.length === 0) return { leads: units, coords: [] };
  const leads = (chair.length > 0 ? chair : units.filter((unit) => !helps.includes(unit))).map(named);
  return { leads, coords: units.map(named).filter((unit) => !leads.includes(unit)) };
}
