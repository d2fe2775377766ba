import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { startsLikeUnit } from "./unit-words.ts";
import { startsWithVerb } from "./verbs.ts";

/** Kinds of bodies that are listed by their fields or places alone: "các Bộ: Tài chính, Xây dựng". */
const GROUP =
  /(?:^|\s)(?:các|những)\s+(?:bộ trưởng|bộ|sở|ban|ngành|cục|vụ|phòng|khoa|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|trường|hội|đảng ủy|chi cục)(?:, (?:bộ|sở|ban|ngành|huyện|thị xã|thành phố|quận|phường|xã))*$/u;
/** One field alone is no list. */
const NEXT_FIELD = /^\s*(\p{Lu}[^,;:.()]{1,60}?)(?:,\s*(?:và\s+)?|\s+và\s+)\p{Lu}/u;
/** "Xây dựng, …" and "Giao thông vận tải, …" are fields, "Xây dựng kế hoạch …, …" is work. */
const FIELD_LIKE_VERB =
  /^(?:giao thông|xây dựng$|tổ chức(?: cán bộ)?$|kế hoạch|thanh tra$|kiểm tra$|quản lý \p{L}+ \p{L}+$)/u;
/** Names that are a body by themselves and a field of a ministry or committee. */
const FIELD_LIKE_BODY = /^(?:công an|quân sự|bộ đội biên phòng|thanh tra)$/u;

/** True when what stands after the colon of "các Sở:" are the fields of these bodies, in one name with them, and no work. */
export function listsFields(before: string, after: string): boolean {
  if (!GROUP.test(foldTone(before.slice(-80)).trimEnd())) return false;
  const field = NEXT_FIELD.exec(after)?.[1];
  if (field === undefined) return false;
  // "các phòng: Phòng A, Phòng B" are units of their own.
  if (startsLikeUnit(field)) return FIELD_LIKE_BODY.test(foldTone(field));
  return !startsWithVerb(field) || FIELD_LIKE_VERB.test(foldTone(field));
}

/** True for one such name: "Các Sở: Tài chính, Xây dựng". */
export function isFieldList(unit: string): boolean {
  const colon = unit.indexOf(":");
  return colon > 0 && listsFields(unit.slice(0, colon), unit.slice(colon + 1));
}
