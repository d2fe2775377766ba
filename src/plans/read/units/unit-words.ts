import { foldTone } from "../../../domain/fold-vietnamese.ts";

/** Names that are a unit (or its head) whatever follows. */
const CLEAR = [
  "ủy ban nhân dân",
  "ủy ban mặt trận",
  "ủy ban kiểm tra",
  "ủy ban",
  "ubnd",
  "ubmttq",
  "hội đồng nhân dân",
  "hội đồng thành viên",
  "hội đồng quản trị",
  "hđnd",
  "mặt trận tổ quốc",
  "mttq",
  "văn phòng",
  "công an",
  "quân sự",
  "bộ chỉ huy",
  "bộ đội biên phòng",
  "tòa án",
  "viện kiểm sát",
  "kho bạc",
  "bảo hiểm xã hội",
  "ngân hàng",
  "liên đoàn",
  "liên minh",
  "liên hiệp",
  "tổng cục",
  "tổng công ty",
  "tập đoàn",
  "công ty",
  "chi nhánh",
  "chi cục",
  "trung tâm",
  "bệnh viện",
  "học viện",
  "trường đại học",
  "trường cao đẳng",
  "trường chính trị",
  "nhà trường",
  "nhà máy",
  "phân xưởng",
  "bộ phận",
  "tổ công tác",
  "tổ giúp việc",
  "đoàn thanh niên",
  "tỉnh đoàn",
  "thành đoàn",
  "huyện đoàn",
  "tỉnh ủy",
  "thành ủy",
  "huyện ủy",
  "thị ủy",
  "quận ủy",
  "đảng ủy",
  "chi ủy",
  "cấp ủy",
  "đảng đoàn",
  "đảng bộ",
  "chi bộ",
  "ban cán sự",
  "ban thường vụ",
  "thường vụ",
  "ban chấp hành",
  "thường trực",
  "ban chỉ đạo",
  "ban tổ chức",
  "ban tuyên giáo",
  "ban dân vận",
  "ban nội chính",
  "ban quản lý",
  "ban giám đốc",
  "ban tổng giám đốc",
  "ban giám hiệu",
  "ban chỉ huy",
  "ban kiểm soát",
  "ban đảng",
  "tổ chức đảng",
  "tổ chức cơ sở đảng",
  "thủ trưởng",
  "người đứng đầu",
  "chủ tịch",
  "phó chủ tịch",
  "bí thư",
  "phó bí thư",
  "giám đốc",
  "phó giám đốc",
  "tổng giám đốc",
  "phó tổng giám đốc",
  "trưởng phòng",
  "trưởng khoa",
  "trưởng các",
  "quản đốc",
  "hiệu trưởng",
  "phó hiệu trưởng",
  "hiệu phó",
  "tổ trưởng",
  "tổ phó",
  "giáo viên",
  "gvcn",
  "ban giám hiệu",
  "tổng phụ trách",
  "đoàn trường",
  "đoàn đội",
  "công đoàn",
  "chi đoàn",
  "ủy viên",
  "viễn thông",
  "điện lực",
  "bưu điện",
  "bảo tàng",
  "thư viện",
  "nhà văn hóa",
  "cơ quan điều tra",
  "hội đồng",
  "tiểu ban",
  "tổ trưởng",
  "kế toán",
  "văn thư",
  "trạm y tế",
  "trạm khuyến nông",
  "hạt kiểm lâm",
  "hạt quản lý",
  "ban đại diện",
  "giám thị",
  "thủ quỹ",
  "thủ thư",
  "thanh tra sở",
  "thanh tra bộ",
  "trưởng ban",
  "chánh văn phòng",
  "chánh thanh tra",
  "lãnh đạo",
  "tập thể lãnh đạo",
  "đồng chí",
  "đại diện",
  "cơ quan thường trực",
  "cơ quan chủ trì",
  "đơn vị được giao",
  "sở, ban, ngành",
  "sở, ngành",
  "bộ, ban, ngành",
  "bộ, ngành",
  "báo và phát thanh",
  "đài phát thanh",
  "đài truyền hình",
  "cổng thông tin",
  "hợp tác xã",
  "doanh nghiệp nhà nước",
] as const;

/** One-syllable names that are a unit only with a proper name, or one of these words, after them ("Sở Y tế", not "ban hành"). */
const WITH_NAME =
  /^(?:sở|ban|bộ|cục|vụ|viện|hội|đoàn|phòng|khối|khoa|trường|tổ|đội|quỹ|đài|báo|xưởng|chi hội|thanh tra|kiểm lâm|hải quan)$/;
const LOWER_NAMES =
  /^(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|cấp|chuyên môn|nghiệp vụ|kế hoạch|kế toán|kinh doanh|tài chính|tổ chức|hành chính|kỹ thuật|nhân sự|chính phủ|xây dựng đảng|chủ quản|kiểm tra|giám sát|liên ngành)(?!\p{L})/u;

/** Words that begin like such a name and are none. */
const NO_NAME =
  /^(?:tổ chức|ban hành|hội nghị|hội thảo|hội thi|đoàn kết|phòng,? chống|phòng ngừa|viện dẫn|viện trợ|báo cáo|trường hợp|đội ngũ|bộ máy|bộ luật|bộ tiêu chí|bộ chỉ số|khối lượng|vụ việc|quỹ đất|cục bộ|tổ hợp)(?!\p{L})/u;

const DETERMINER = /^(?:tất cả các|toàn thể các|một số|các|những|từng|mỗi|mọi|toàn thể)\s+/;
/** What a determiner makes a unit: "các đơn vị", "từng cán bộ". */
const COUNTED =
  /^(?:sở|ban|bộ|ngành|cơ quan|đơn vị|tổ chức|đoàn thể|hội|địa phương|tỉnh|huyện|quận|thành|thị|xã|phường|thôn|doanh nghiệp|công ty|trường|phòng|khoa|tổ|đội|bộ phận|cấp|đồng chí|thành viên|cán bộ|đảng viên|công chức|tập thể|cá nhân|chủ đầu tư|nhà máy|chi nhánh|cục|vụ|viện|khối|trung tâm|chi cục|bệnh viện|nhóm|ủy viên|thủ trưởng|hiệp hội|cụm|lực lượng|chi|đảng|hợp tác xã|công đoàn|giáo viên|chủ|khu phố|tổ dân phố|ấp|bản|làng|khóm|buôn|thành phố|quản đốc|hộ|cục)(?!\p{L})/u;
const NOT_COUNTED =
  /^(?:tổ chức hội nghị|cấp độ|chi phí|chi tiết|trường hợp|cụm từ|đội ngũ|đảng viên có|bộ luật|hội nghị|hội thảo|phòng chống)/;

const startsWithWord = (text: string, word: string): boolean =>
  text.startsWith(word) && !/^[\p{L}\d]/u.test(text.slice(word.length));

/** True when a phrase (in its original spelling) begins like the name of a unit, a group of units, or the person who heads one. */
export function startsLikeUnit(phrase: string): boolean {
  const original = phrase.normalize("NFC").trimStart();
  const folded = foldTone(original);
  const determiner = DETERMINER.exec(folded)?.[0];
  if (determiner !== undefined) {
    const counted = folded.slice(determiner.length);
    if (NOT_COUNTED.test(counted)) return false;
    return COUNTED.test(counted) || CLEAR.some((name) => startsWithWord(counted, name));
  }
  if (CLEAR.some((name) => startsWithWord(folded, name)))
    return !/^đại diện cho|^lãnh đạo,? chỉ đạo|^lãnh đạo (?:thực hiện|triển khai)/.test(folded);
  if (NO_NAME.test(folded)) return false;
  const first = /^(?:chi hội|thanh tra|kiểm lâm|hải quan|\p{L}+)(?=\s)/u.exec(folded)?.[0];
  if (first === undefined || !WITH_NAME.test(first)) return false;
  const next = original.slice(first.length).trimStart();
  return /^[\p{Lu}\d]/u.test(next) || LOWER_NAMES.test(foldTone(next));
}

/** Lists that name one group, whose commas do not part units: "các sở, ban, ngành", "các huyện, thành, thị ủy". */
const GROUPS = [
  /(?:các )?(?:sở|bộ|ban)(?:, (?:ban|ngành|bộ|sở|phòng|đoàn thể|hội|địa phương|cơ quan|tổ chức|đơn vị|phường|xã)(?! (?:thường|cán|chỉ đạo|tổ chức|tuyên|dân vận|chấp)))+(?: và (?:đoàn thể|địa phương|ngành))?/gu,
  /(?:các )?huyện, (?:thị|thành),? (?:thành|thị)?,? ?đoàn(?! thể)/gu,
  /(?:các )?huyện,? (?:thành|thị),?(?: (?:thành|thị),?)? ủy(?:, đảng ủy trực thuộc)?/gu,
  /các (?:cấp|ngành|địa phương|đơn vị)(?:, | và )các (?:cấp|ngành|đoàn thể|địa phương)(?! ủy)/gu,
  /văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân|văn phòng đoàn đbqh và hđnd|văn phòng hđnd và ubnd/gu,
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

/**
 * The units of "Sở A, Sở B và các huyện, thị xã", as written. A piece that does not begin like a unit belongs to the one
 * before it ("Sở Văn hóa, Thể thao và Du lịch"). Semicolons and line ends always part.
 */
export function splitUnits(phrase: string): string[] {
  const units: string[] = [];
  for (const part of protectGroups(phrase).split(/[;\n]+/)) {
    let current = "";
    for (const piece of part.split(/(,\s*và\s+|,\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s*\/\s*(?=Sở |Phòng |Ban ))/u)) {
      const joiner = /^(?:,|\s+và\s|\s+cùng\s|\s*\/)/u.test(piece);
      if (joiner || !startsLikeUnit(restore(piece)) || current.trim() === "") current += piece;
      else {
        units.push(current.replace(/(?:,\s*và|,|\s+và|\s+cùng(?:\s+với)?|\/)\s*$/u, ""));
        current = piece;
      }
    }
    units.push(current);
  }
  return units
    .map((unit) => restore(unit).replace(/^[\s,.:;–-]+|[\s,.:;–-]+$/gu, ""))
    .filter((unit) => unit.length > 1);
}
