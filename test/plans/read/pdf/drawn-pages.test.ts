import { describe, expect, test } from "vitest";
import { fromPdf } from "../../../../src/plans/read/formats/from-pdf.ts";
import type { PlanSource } from "../../../../src/plans/read/source.ts";
import { fixture, paragraphsOf, tablesOf } from "./read-fixture.ts";
import { type Drawing, ruledCells, type SmallPage, smallPdf, stroke, words } from "./small-pdf.ts";

const read = (...pages: readonly (readonly Drawing[])[]): Promise<PlanSource> =>
  fromPdf(smallPdf(pages.map((drawings) => ({ drawings }))), "ke-hoach.pdf");
const readPage = (page: SmallPage): Promise<PlanSource> => fromPdf(smallPdf([page]), "ke-hoach.pdf");

const OPENING =
  "Căn cứ nghị quyết về phát triển kinh tế của huyện năm nay, Ủy ban nhân dân huyện giao các xã trồng rừng.";
const opening = [
  words(90, 120, "Căn cứ nghị quyết về phát triển kinh tế của huyện năm nay, Ủy ban nhân"),
  words(70, 138, "dân huyện giao các xã trồng rừng."),
];

const COLUMNS = [70, 110, 300, 420, 525];
const cells = (baseline: number, ...texts: readonly string[]): Drawing[] =>
  texts.map((text, column) => words((COLUMNS[column] ?? 0) + 5, baseline, text, { size: 10 }));
const header = (baseline: number): Drawing[] => cells(baseline, "TT", "Nhiệm vụ", "Chủ trì", "Thời hạn");

describe("words on a page", () => {
  test("what is printed across a PDF page on a slope is not read", async () => {
    const source = await read([...opening, words(150, 500, "BẢN SAO", { size: 60, slope: 45 })]);
    expect(paragraphsOf(source)).toEqual([OPENING]);
  });

  test("a raised number is the mark of a note, but not after a metre", async () => {
    const source = await read([
      ...opening,
      words(70, 200, "Sân tập 500 m"),
      words(148, 195, "2", { size: 7 }),
      words(152, 200, " theo quyết định"),
      words(248, 195, "3", { size: 7 }),
      words(252, 200, " của tỉnh;"),
    ]);
    expect(paragraphsOf(source)).toEqual([OPENING, "Sân tập 500 m2 theo quyết định của tỉnh;"]);
  });

  test("words typed in the fonts of before Unicode are turned into Unicode", async () => {
    const source = await read([
      ...opening,
      words(70, 200, "X¸c ®Þnh kÕ ho¹ch n¨m;", { font: "tcvn3" }),
      words(70, 230, "Keá hoaïch naêm 2026;", { font: "vni" }),
    ]);
    expect(paragraphsOf(source)).toEqual([OPENING, "Xác định kế hoạch năm;", "Kế hoạch năm 2026;"]);
  });

  test("a page that was turned is read as it is shown", async () => {
    const sideways: Drawing = (height) => words(120, 0, OPENING, { slope: 90 })(height).replace(/ \S+ Tm/, " 60 Tm");
    expect(paragraphsOf(await readPage({ rotate: 90, drawings: [sideways] }))).toEqual([OPENING]);
  });

  test("a file that only forbids copying is read", async () => {
    const source = await fromPdf(fixture("copy-forbidden.pdf"), "copy-forbidden.pdf");
    expect(paragraphsOf(source)).toEqual(["1. Sở Y tế kiểm tra các bệnh viện trước ngày 30/6/2026."]);
  });
});

describe("lines of a page become paragraphs", () => {
  test("an indent begins one, though the line before ends no sentence", async () => {
    const source = await read([
      words(90, 100, "Các cơ quan làm tốt việc của mình và báo cáo đúng kỳ hạn theo"),
      words(70, 116, "quy định của huyện về việc báo cáo kết quả công tác hằng quý ở"),
      words(70, 132, "các xã và thị trấn"),
      words(90, 148, "Văn phòng tổng hợp kết quả và trình Ủy ban nhân dân huyện xem"),
      words(70, 164, "xét trong quý IV."),
    ]);
    expect(paragraphsOf(source)).toEqual([
      "Các cơ quan làm tốt việc của mình và báo cáo đúng kỳ hạn theo quy định của huyện về việc báo cáo kết quả công tác hằng quý ở các xã và thị trấn",
      "Văn phòng tổng hợp kết quả và trình Ủy ban nhân dân huyện xem xét trong quý IV.",
    ]);
  });

  test("a number at the start of a line that continues a sentence begins none", async () => {
    const source = await read([
      words(90, 100, "Các cơ quan gửi báo cáo kết quả công tác của mình đến hết tháng"),
      words(70, 116, "12. Văn phòng tổng hợp chung và trình Ủy ban nhân dân huyện xét,"),
      words(70, 132, "quyết định."),
    ]);
    expect(paragraphsOf(source)).toHaveLength(1);
  });

  test("a paragraph goes on over the page, past page numbers and notes", async () => {
    const source = await read(
      [
        words(90, 700, "1. Sở Nông nghiệp trồng rừng ở các xã đầu nguồn trong cả tỉnh và"),
        words(70, 716, "bảo vệ rừng hiện có của các xã ở vùng cao nơi còn nhiều rừng tốt"),
        words(70, 756, "1", { size: 6 }),
        words(73, 760, " Nghị quyết số 5 của Tỉnh ủy về trồng rừng phòng hộ ở các", { size: 9 }),
        words(70, 772, "xã ven sông và đầu nguồn.", { size: 9 }),
        words(290, 820, "1"),
      ],
      [
        words(70, 80, "nguyên sinh trước ngày 30/6/2026."),
        words(90, 104, "2. Sở Công Thương kiểm tra các chợ."),
        words(280, 820, "- 2 -"),
      ],
    );
    expect(paragraphsOf(source)).toEqual([
      "1. Sở Nông nghiệp trồng rừng ở các xã đầu nguồn trong cả tỉnh và bảo vệ rừng hiện có của các xã ở vùng cao nơi còn nhiều rừng tốt nguyên sinh trước ngày 30/6/2026.",
      "2. Sở Công Thương kiểm tra các chợ.",
    ]);
    expect(source.blocks.map((block) => (block.kind === "paragraph" ? block.page : null))).toEqual([1, 2]);
  });
});

describe("rules on a page become tables", () => {
  test("a row cut by the page is one also under a row that only names a part of the table", async () => {
    const part = [stroke(70, 720, 525, 720), stroke(70, 720, 70, 740), stroke(525, 720, 525, 740)];
    const source = await read(
      [
        ...opening,
        ...ruledCells(COLUMNS, [640, 660, 680, 700, 720]),
        ...part,
        ...ruledCells(COLUMNS, [740, 775]),
        ...header(655),
        ...cells(675, "1", "Làm đường vào xã", "Sở Xây dựng", "Quý I"),
        ...cells(695, "2", "Đào giếng", "Hội Phụ nữ", "Quý I"),
        ...cells(715, "3", "Dựng cầu gỗ", "Sở Xây dựng", "Quý I"),
        ...cells(735, "B. Cây xanh"),
        ...cells(752, "4", "Trồng cây xanh ven đường", "Hội Nông dân", "Quý II"),
        ...cells(766, "", "quốc lộ của"),
      ],
      [
        ...ruledCells(COLUMNS, [60, 80, 110]),
        ...cells(74, "", "Trung ương"),
        ...cells(95, "5", "Dọn kênh", "Trạm Thủy nông", "Quý III"),
      ],
    );
    expect(tablesOf(source)[0]?.slice(4)).toEqual([
      "1: B. Cây xanh{4} | {0} | {0} | {0}",
      "1: 4 | Trồng cây xanh ven đường quốc lộ của Trung ương | Hội Nông dân | Quý II",
      "2: 5 | Dọn kênh | Trạm Thủy nông | Quý III",
    ]);
  });

  test("a row cut by the page is one, also when rules close both of its parts", async () => {
    const source = await read(
      [
        ...opening,
        ...ruledCells(COLUMNS, [700, 720, 740, 760, 795]),
        ...header(715),
        ...cells(735, "1", "Làm đường vào xã", "Sở Xây dựng", "Quý I"),
        ...cells(755, "2", "Đào giếng", "Hội Phụ nữ", "Quý I"),
        ...cells(772, "3", "Trồng cây xanh ven đường", "Hội Nông dân", "Quý II"),
        ...cells(786, "", "quốc lộ và"),
      ],
      [
        ...ruledCells(COLUMNS, [60, 80, 100, 130]),
        ...header(75),
        ...cells(92, "", "đường tỉnh"),
        ...cells(112, "4", "Dọn kênh", "Trạm Thủy nông", "Quý III"),
      ],
    );
    expect(tablesOf(source)).toEqual([
      [
        "1: TT | Nhiệm vụ | Chủ trì | Thời hạn",
        "1: 1 | Làm đường vào xã | Sở Xây dựng | Quý I",
        "1: 2 | Đào giếng | Hội Phụ nữ | Quý I",
        "1: 3 | Trồng cây xanh ven đường quốc lộ và đường tỉnh | Hội Nông dân | Quý II",
        "2: 4 | Dọn kênh | Trạm Thủy nông | Quý III",
      ],
    ]);
  });

  test("tables of two pages with a title between them stay two", async () => {
    const table = (top: number): Drawing[] => [
      ...ruledCells(COLUMNS, [top, top + 20, top + 40]),
      ...header(top + 15),
      ...cells(top + 35, "1", "Dọn kênh", "Trạm Thủy nông", "Quý III"),
    ];
    const source = await read([...opening, ...table(700)], [words(250, 80, "PHỤ LỤC II"), ...table(100)]);
    expect(source.blocks.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      "paragraph 1",
      "table 1",
      "paragraph 2",
      "table 2",
    ]);
  });

  test("a table drawn with strokes and open at its sides is one", async () => {
    const levels = [200, 220, 240].map((top) => stroke(70, top, 525, top));
    const uprights = [110, 300].map((left) => stroke(left, 200, left, 240));
    const source = await read([
      ...opening,
      ...levels,
      ...uprights,
      ...cells(214, "TT", "Nhiệm vụ", "Chủ trì"),
      ...cells(234, "1", "Làm đường", "Sở Xây dựng"),
    ]);
    expect(tablesOf(source)).toEqual([["1: TT | Nhiệm vụ | Chủ trì", "1: 1 | Làm đường | Sở Xây dựng"]]);
  });

  test("words of two cells drawn in one go are parted at the rule between them", async () => {
    const source = await read([
      ...opening,
      ...ruledCells([70, 180, 300], [200, 220, 240]),
      words(75, 215, "Việc cần làm xong Cơ quan làm"),
      words(75, 235, "Lát lại hè phố ta Xã Bình An"),
    ]);
    expect(tablesOf(source)).toEqual([["1: Việc cần làm xong | Cơ quan làm", "1: Lát lại hè phố ta | Xã Bình An"]]);
  });

  test("the lines of a cell are joined, and parted where a line ends early", async () => {
    const source = await read([
      ...opening,
      ...ruledCells([70, 190, 300], [200, 260]),
      ...["Sở Tài chính", "Văn phòng Ủy ban", "nhân dân huyện"].map((text, at) => words(75, 215 + 15 * at, text)),
      words(195, 215, "Quý I"),
    ]);
    expect(tablesOf(source)).toEqual([["1: Sở Tài chính\nVăn phòng Ủy ban nhân dân huyện | Quý I"]]);
  });

  test("a frame around words and a line under them are no table", async () => {
    const source = await read([
      ...opening,
      ...ruledCells([70, 525], [180, 240]),
      words(80, 210, "Lưu ý: các xã gửi báo cáo đúng hạn."),
      stroke(80, 213, 200, 213),
    ]);
    expect(paragraphsOf(source)).toEqual([OPENING, "Lưu ý: các xã gửi báo cáo đúng hạn."]);
  });
});
