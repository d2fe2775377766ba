import { foldTone } from "../../../domain/fold-vietnamese.ts";
import { anyOf } from "./word-list.ts";

/** Bodies whose name is one whatever follows it. */
const BODIES = `
  ủy ban nhân dân, ủy ban mặt trận, ủy ban kiểm tra, ủy ban, ubnd, ubmttq, hội đồng nhân dân, hội đồng thành viên,
  hội đồng quản trị, hđnd, hội đồng, mặt trận tổ quốc, mttq, văn phòng, công an, quân sự, bộ chỉ huy, bộ tư lệnh,
  bộ đội biên phòng, tòa án, viện kiểm sát, kho bạc, bảo hiểm xã hội, ngân hàng, liên đoàn, liên minh, liên hiệp,
  hiệp hội, nghiệp đoàn, câu lạc bộ, tổng cục, tổng công ty, tập đoàn, công ty, chi nhánh, chi cục, trung tâm,
  bệnh viện, học viện, trường đại học, trường cao đẳng, trường chính trị, nhà trường, nhà máy, phân xưởng, bộ phận,
  tổ công tác, tổ giúp việc, tổ đại biểu, tiểu ban, hợp tác xã, doanh nghiệp nhà nước, viễn thông, điện lực, bưu điện,
  bảo tàng, thư viện, nhà văn hóa, cơ quan điều tra, trạm y tế, trạm khuyến nông, hạt kiểm lâm, hạt quản lý,
  thanh tra sở, thanh tra bộ, ban đại diện, báo và phát thanh, báo và đài, đài phát thanh, đài truyền hình,
  cổng thông tin, cơ quan thường trực, cơ quan chủ trì, đơn vị được giao`;

/** Lists of bodies that are one name; kept apart, for their commas. */
const GROUP_NAMES = ["sở, ban, ngành", "sở, ngành", "bộ, ban, ngành", "bộ, ngành"];

/** Bodies of the party, the unions and the youth. */
const PARTY_BODIES = `
  đoàn thanh niên, tỉnh đoàn, thành đoàn, huyện đoàn, trung ương đoàn, trung ương hội, đoàn trường, đoàn đội,
  công đoàn, chi đoàn, tỉnh ủy, thành ủy, huyện ủy, thị ủy, quận ủy, đảng ủy, chi ủy, cấp ủy, đảng đoàn, đảng bộ,
  chi bộ, ban cán sự, ban thường vụ, thường vụ, ban chấp hành, thường trực, ban chỉ đạo, ban tổ chức,
  ban tuyên giáo, ban dân vận, ban nội chính, ban quản lý, ban giám đốc, ban tổng giám đốc, ban giám hiệu,
  ban chỉ huy, ban kiểm soát, ban đảng, tổ chức đảng, tổ chức cơ sở đảng`;

/** Offices of the state in a province, which go by their field alone. */
const STATE_OFFICES = `
  thuế tỉnh, thuế thành phố, thuế cơ sở, thống kê tỉnh, thống kê thành phố, thống kê cơ sở, thi hành án dân sự`;

/** Companies that go by their name alone. */
const COMPANIES = "vnpt, viettel, mobifone, evn";

/** Whoever heads a body or acts for it. */
const RANKS = `
  thủ trưởng, người đứng đầu, chủ tịch, phó chủ tịch, bí thư, phó bí thư, giám đốc, phó giám đốc, tổng giám đốc,
  phó tổng giám đốc, bộ trưởng, thứ trưởng, tổng cục trưởng, phó tổng cục trưởng, cục trưởng, phó cục trưởng,
  vụ trưởng, phó vụ trưởng, viện trưởng, phó viện trưởng, chi cục trưởng, phó chi cục trưởng, hạt trưởng,
  trạm trưởng, đội trưởng, chỉ huy trưởng, thống đốc, tổng thanh tra, thủ tướng, phó thủ tướng, tư lệnh, chủ nhiệm,
  tổng biên tập, trưởng phòng, phó trưởng phòng, trưởng khoa, trưởng các, trưởng ban, phó trưởng ban, trưởng đoàn,
  trưởng thôn, trưởng ấp, trưởng bản, trưởng khu phố, quản đốc, hiệu trưởng, phó hiệu trưởng, hiệu phó, tổ trưởng,
  tổ phó, nhóm trưởng, chánh văn phòng, chánh thanh tra, lãnh đạo, tập thể lãnh đạo, đại diện, ủy viên,
  đại biểu hội đồng, đại biểu hđnd, chủ đầu tư, chủ dự án, chủ các`;

/** People by their post. */
const PEOPLE = `
  đồng chí, đ/c, giáo viên, cô giáo, gvcn, gvbm, bgh, tổng phụ trách, kế toán, văn thư, giám thị, thủ quỹ, thủ thư`;

const CLEAR = new RegExp(
  `^(?:${anyOf(BODIES, PARTY_BODIES, STATE_OFFICES, COMPANIES, RANKS, PEOPLE)}|${GROUP_NAMES.join("|")})(?![\\p{L}\\d])`,
  "u",
);
const NOT_CLEAR =
  /^(?:đại diện cho|lãnh đạo,? chỉ đạo|lãnh đạo (?:thực hiện|triển khai)|chủ nhiệm lớp|chủ các (?:chương trình|đề tài))(?!\p{L})/u;

/** Names that are a unit only with a proper name, or one of the words below, after them ("Sở Y tế", not "ban hành"). */
const KINDS = `
  sở, ban, bộ, cục, vụ, viện, hội, đoàn, phòng, khối, khoa, trường, tổ, đội, quỹ, đài, báo, xưởng, trạm, cơ quan,
  lực lượng, chi hội, thanh tra, kiểm lâm, hải quan, thầy, cô`;
const FIELDS = `
  tỉnh, huyện, thành phố, thị xã, quận, xã, phường, cấp, chuyên môn, nghiệp vụ, kế hoạch, kế toán, kinh doanh,
  tài chính, tổ chức, hành chính, kỹ thuật, nhân sự, chính phủ, xây dựng đảng, chủ quản, kiểm tra, giám sát,
  liên ngành, quản lý, vì sự tiến bộ, chức năng, công an, cảnh sát, quân đội, vũ trang, dân quân, kiểm lâm`;
/** Posts that are a unit only so: "công chức" alone is one of "cán bộ, công chức, viên chức". */
const POSTS = "công chức, nhân viên, chuyên viên, cán bộ";
const POST_FIELDS = `
  y tế, thư viện, thiết bị, văn thư, kế toán, phụ trách, tư pháp, địa chính, văn hóa, nuôi dưỡng, chuyên trách`;
const KIND = new RegExp(`^(?:${anyOf(KINDS)})(?=\\s)`, "u");
const FIELD = new RegExp(`^(?:${anyOf(FIELDS)})(?!\\p{L})`, "u");
const POST = new RegExp(`^(?:${anyOf(POSTS)})(?=\\s)`, "u");
const POST_FIELD = new RegExp(`^(?:${anyOf(POST_FIELDS)})(?!\\p{L})`, "u");

/** Words that begin like such a name and are none. */
const NO_NAME = new RegExp(
  `^(?:${anyOf(`
  tổ chức, ban hành, hội nghị, hội thảo, hội thi, đoàn kết, phòng ngừa, viện dẫn, viện trợ, báo cáo, trường hợp,
  đội ngũ, bộ máy, bộ luật, bộ tiêu chí, bộ chỉ số, khối lượng, vụ việc, quỹ đất, cục bộ, tổ hợp`)}|phòng,? chống)(?!\\p{L})`,
  "u",
);

const DETERMINER = /^(?:tất cả các|toàn thể các|một số|các|những|từng|mỗi|mọi|toàn thể)\s+/;
/** What a determiner makes a unit: "các đơn vị", "từng cán bộ". */
const COUNTED = new RegExp(
  `^(?:${anyOf(`
  sở, ban, bộ, ngành, cơ quan, đơn vị, tổ chức, đoàn thể, hội, địa phương, tỉnh, huyện, quận, thành, thị, xã, phường,
  thôn, doanh nghiệp, công ty, trường, phòng, khoa, tổ, đội, bộ phận, cấp, đồng chí, thành viên, cán bộ, đảng viên,
  công chức, tập thể, cá nhân, chủ đầu tư, nhà máy, chi nhánh, cục, vụ, viện, khối, trung tâm, chi cục, bệnh viện,
  nhóm, ủy viên, thủ trưởng, hiệp hội, cụm, lực lượng, chi, đảng, hợp tác xã, công đoàn, giáo viên, chủ, khu phố,
  tổ dân phố, ấp, bản, làng, khóm, buôn, thành phố, quản đốc, hộ, cơ sở, đại học, nhà trường, câu lạc bộ, nhà thầu,
  nhà đầu tư, phóng viên, chức sắc, nhân viên, chuyên viên`)})(?!\\p{L})`,
  "u",
);
const NOT_COUNTED = new RegExp(
  `^(?:${anyOf(`
  tổ chức hội nghị, cấp độ, chi phí, chi tiết, trường hợp, cụm từ, đội ngũ, đảng viên có, bộ luật, hội nghị, hội thảo,
  phòng chống, cơ sở dữ liệu, cơ sở hạ tầng, cơ sở vật chất, cơ sở pháp lý, cơ sở lý luận, chủ trương, chủ đề,
  chủ điểm, bộ tiêu chí, bộ chỉ số`)})`,
  "u",
);

/** True when a phrase (in its original spelling) begins like the name of a unit, a group of units, or the person who heads one. */
export function startsLikeUnit(phrase: string): boolean {
  const original = phrase.normalize("NFC").trimStart();
  const folded = foldTone(original);
  const determiner = DETERMINER.exec(folded)?.[0];
  if (determiner !== undefined) {
    const counted = folded.slice(determiner.length);
    return !NOT_COUNTED.test(counted) && (COUNTED.test(counted) || CLEAR.test(counted));
  }
  if (CLEAR.test(folded)) return !NOT_CLEAR.test(folded);
  if (NO_NAME.test(folded)) return false;
  return isNamed(original, folded, KIND, FIELD) || isNamed(original, folded, POST, POST_FIELD);
}

/** True for a kind of body with a proper name, a number or one of `fields` after it. */
function isNamed(original: string, folded: string, kind: RegExp, fields: RegExp): boolean {
  const first = kind.exec(folded)?.[0];
  if (first === undefined) return false;
  const next = original.slice(first.length).trimStart();
  return /^[\p{Lu}\d]/u.test(next) || fields.test(foldTone(next));
}
