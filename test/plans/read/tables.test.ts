import { describe, expect, test } from "vitest";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";

const HEAD = "KẾ HOẠCH\nChăm sóc vườn tre năm 2026\nI. NHIỆM VỤ\n";

/** Each task of a plan's text in one line: words, leads, deadline as "kind start end every". */
const tasksOf = (text: string): string[] =>
  readPlanText(`${HEAD}${text}`).tasks.map(({ text: words, leadUnits, deadline }) => {
    const { kind, start, end, every } = deadline;
    return [words, leadUnits.join(" + ") || "-", [kind, start, end, every].filter(Boolean).join(" ")].join(" | ");
  });

const table = (...rows: string[]): string => rows.map((row) => `| ${row} |`).join("\n");

describe("a table gives a task a row,", () => {
  test("whatever its columns are called and in whatever order they stand", () => {
    expect(
      tasksOf(
        table(
          "Tiến độ | Sản phẩm | Đầu việc | Bộ phận phụ trách | STT",
          "Quý II | Sổ vườn | Lập sổ theo dõi từng khóm | Tổ Vườn | 1",
          "15/6/2026 | Biên bản | Kiểm kê giống tre | Phòng Kỹ thuật | 2",
        ),
      ),
    ).toEqual([
      "Lập sổ theo dõi từng khóm | Tổ Vườn | once 2026-04-01 2026-06-30",
      "Kiểm kê giống tre | Phòng Kỹ thuật | once 2026-06-15",
    ]);
  });

  test("under a header of two rows that parts units and times in two", () => {
    expect(
      tasksOf(
        table(
          "TT | Nội dung | Đơn vị thực hiện | | Thời gian | ",
          " | | Chủ trì | Phối hợp | Bắt đầu | Kết thúc",
          "1 | Trồng dặm hàng rào phía bắc | Tổ Vườn | Tổ Xe | 3/2026 | 5/2026",
        ),
      ),
    ).toEqual(["Trồng dặm hàng rào phía bắc | Tổ Vườn | once 2026-03-01 2026-05-31"]);
  });

  test("with parts of the table above them, which are none, and give their units", () => {
    expect(
      tasksOf(
        table(
          "TT | Công việc | Thời hạn",
          "A | Phòng Kỹ thuật | ",
          "1 | Viết quy trình tưới nhỏ giọt | Tháng 4",
          "B | Tổ Xe | ",
          "2 | Bảo dưỡng hai xe chở đất | Hằng quý",
        ),
      ),
    ).toEqual([
      "Viết quy trình tưới nhỏ giọt | Phòng Kỹ thuật | once 2026-04-01 2026-04-30",
      "Bảo dưỡng hai xe chở đất | Tổ Xe | recurring quarter",
    ]);
  });

  test("where months or quarters are columns, a mark says when", () => {
    expect(
      tasksOf(
        table(
          "TT | Công việc | Người thực hiện | Quý I | Quý II | Quý III | Quý IV",
          "1 | Phát quang lối đi | Tổ Vườn | x | x | x | x",
          "2 | Đan sọt mẫu | Tổ Nghề | | x | x | ",
        ),
      ),
    ).toEqual([
      "Phát quang lối đi | Tổ Vườn | recurring quarter",
      "Đan sọt mẫu | Tổ Nghề | once 2026-04-01 2026-09-30",
    ]);
  });

  test("where a cell is a list, every line of it", () => {
    expect(
      tasksOf(
        table("Tháng | Nội dung | Phân công", "3 | - Mở lớp đan sọt<br>- Thăm làng nghề bên sông | Tổ Nghề<br>Tổ Xe"),
      ),
    ).toEqual([
      "Mở lớp đan sọt | Tổ Nghề | once 2026-03-01 2026-03-31",
      "Thăm làng nghề bên sông | Tổ Xe | once 2026-03-01 2026-03-31",
    ]);
  });

  test("and ditto marks repeat the cell above", () => {
    expect(
      tasksOf(
        table(
          "TT | Việc cần làm | Chủ trì | Thời hạn",
          "1 | Đo độ ẩm của đất | Tổ Vườn | Hằng tháng",
          '2 | Ghi nhật ký tưới | " | nt',
        ),
      )[1],
    ).toBe("Ghi nhật ký tưới | Tổ Vườn | recurring month");
  });

  test("even without a header, by what stands in the cells", () => {
    expect(
      tasksOf(
        table(
          "1 | Vẽ bản đồ các khóm tre lâu năm | Phòng Kỹ thuật | Quý I/2026",
          "2 | Đóng biển tên cho từng lối đi trong vườn | Tổ Nghề | 6/2026",
          "3 | Rà soát hợp đồng với các hộ trồng tre | Ban Quản lý vườn | Hằng năm",
        ),
      ),
    ).toEqual([
      "Vẽ bản đồ các khóm tre lâu năm | Phòng Kỹ thuật | once 2026-01-01 2026-03-31",
      "Đóng biển tên cho từng lối đi trong vườn | Tổ Nghề | once 2026-06-01 2026-06-30",
      "Rà soát hợp đồng với các hộ trồng tre | Ban Quản lý vườn | recurring year",
    ]);
  });

  test("but a table of something else gives none", () => {
    expect(tasksOf(table("Loài | Số khóm", "Tre gai | 120", "Trúc vàng | 45"))).toEqual([]);
  });
});

const NAMES = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"];
const READ = [
  "Lập sổ theo dõi từng khóm tre | Tổ Vườn | once 2026-04-01 2026-06-30",
  "Kiểm kê giống tre trong vườn ươm | Phòng Kỹ thuật | once 2026-06-15",
  "Báo cáo kết quả chăm sóc | Tổ Vườn | recurring month",
];

describe("a table that lost its lines on the way is put together again:", () => {
  const rows = [
    ["1", "Lập sổ theo dõi từng khóm tre", "Tổ Vườn", "Tổ Xe, Tổ Nghề", "Quý II/2026"],
    ["2", "Kiểm kê giống tre trong vườn ươm", "Phòng Kỹ thuật", "", "15/6/2026"],
    ["3", "Báo cáo kết quả chăm sóc", "Tổ Vườn", "", "Hằng tháng"],
  ];
  const after = "\n\nII. TỔ CHỨC THỰC HIỆN";

  test("one cell a line, empty cells gone", () => {
    expect(tasksOf([...NAMES, ...rows.flat().filter((cell) => cell !== "")].join("\n") + after)).toEqual(READ);
  });

  test("one cell a line, each closed by a bar", () => {
    const cells = [...NAMES, ...rows.flat()].map((cell) => (cell === "" ? "|" : `${cell} |`));
    expect(tasksOf(cells.join("\n") + after)).toEqual(READ);
  });

  test("one row a line, closed by a bar, its cells broken over lines", () => {
    const lines = [NAMES, ...rows].map((row) => `${row.join(" | ")} |`.replace("từng khóm", "từng\nkhóm"));
    expect(tasksOf(lines.join("\n") + after)).toEqual(READ);
  });

  test("cells parted by tabs", () => {
    expect(tasksOf([NAMES, ...rows].map((row) => row.join("\t")).join("\n") + after)).toEqual(READ);
  });

  test("cells parted by a tab on a line of its own, as browsers give a page's text", () => {
    const lines = [NAMES, ...rows].map((row) => row.join("\n\n\t\n\n")).join("\n\n");
    expect(tasksOf(lines + after)).toEqual(READ);
  });

  test("with its header once more at the top of the next page", () => {
    const [first = [], ...rest] = rows;
    const cells = [...NAMES, ...first, ...NAMES, ...rest.flat()].filter((cell) => cell !== "");
    expect(tasksOf(cells.join("\n") + after)).toEqual(READ);
  });
});

describe("lines that say who and when", () => {
  test("are no table, however often they come", () => {
    const item = (number: number) =>
      `${number}. Báo cáo kết quả chăm sóc khu ${number}\n- Cơ quan chủ trì: Tổ Vườn.\n- Thời gian hoàn thành: quý II/2026.`;
    expect(tasksOf([1, 2, 3].map(item).join("\n"))).toEqual(
      [1, 2, 3].map((number) => `Báo cáo kết quả chăm sóc khu ${number} | Tổ Vườn | once 2026-04-01 2026-06-30`),
    );
  });
});

describe("a heading that is a time gives it to what stands below,", () => {
  test("and a bracket at the end says who", () => {
    expect(
      tasksOf(
        "Tháng 9/2026 - Mùa măng\n- Thu măng đợt đầu (Tổ Vườn).\n- Hội thi nấu ăn (Tổ Nghề).\nTháng 10/2026\n- Sơ kết mùa măng (Ban Quản lý vườn).",
      ),
    ).toEqual([
      "Thu măng đợt đầu (Tổ Vườn). | Tổ Vườn | once 2026-09-01 2026-09-30",
      "Hội thi nấu ăn (Tổ Nghề). | Tổ Nghề | once 2026-09-01 2026-09-30",
      "Sơ kết mùa măng (Ban Quản lý vườn). | Ban Quản lý vườn | once 2026-10-01 2026-10-31",
    ]);
  });
});
