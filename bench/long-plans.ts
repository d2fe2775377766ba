import { wordFile, wordParagraph, wordTable } from "../test/plans/read/small-docx.ts";

const UNITS = [
  "Sở Nuôi ong",
  "Phòng Vườn tre",
  "Ban Quản lý chợ nổi",
  "Trung tâm Giống cây",
  "Ủy ban nhân dân huyện Đồng Mật",
];
const WORK = [
  "lập sổ theo dõi từng khóm tre và báo cáo số khóm mới trồng",
  "kiểm kê dụng cụ, sửa chữa những thứ còn dùng được",
  "mở lớp đan sọt cho hội viên trong xã, mời nghệ nhân về dạy",
  "rà soát hợp đồng với các hộ, đề nghị ký lại những bản sắp hết hạn",
];
const TIMES = [
  "hoàn thành trong quý II/2026",
  "trước ngày 15/9/2026",
  "định kỳ hằng tháng",
  "sau khi có hướng dẫn của cấp trên",
];
/** About what an office's page holds in letters of 14 points. */
const PARAGRAPHS_A_PAGE = 9;
const ROWS_A_TABLE = 6;

const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

const task = (index: number): string =>
  `${at(UNITS, index)} chủ trì, phối hợp với ${at(UNITS, index + 1)} ${at(WORK, index)} tại khu số ${index}; ${at(WORK, index + 1)}, ${at(TIMES, index)}.`;

const HEAD = ["KẾ HOẠCH", "Chăm sóc vườn tre năm 2026", "I. NHIỆM VỤ"];

/** A plan of so many letters, one numbered task a line. */
export function planText(letters: number): string {
  const lines = [...HEAD];
  for (let size = 0, index = 1; size < letters; index += 1) {
    const line = `${(index % 99) + 1}. ${task(index)}`;
    lines.push(line);
    size += line.length;
  }
  return lines.join("\n");
}

/** A Word file of so many pages: tasks in paragraphs, and a table on every second page. */
export function planDocx(pages: number): Buffer {
  const body = HEAD.map(wordParagraph);
  for (let page = 0, index = 0; page < pages; page += 1) {
    for (let line = 0; line < PARAGRAPHS_A_PAGE; line += 1, index += 1)
      body.push(wordParagraph(`${line + 1}. ${task(index)}`));
    const rows = Array.from({ length: ROWS_A_TABLE }, (_, row) => [
      `${row + 1}`,
      at(WORK, row),
      at(UNITS, row),
      "Quý III/2026",
    ]);
    if (page % 2 === 1) body.push(wordTable([["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ...rows]));
  }
  return wordFile(body.join(""));
}
