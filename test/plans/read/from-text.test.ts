import { describe, expect, test } from "vitest";
import { fromText } from "../../../src/plans/read/formats/from-text.ts";
import { readPlanText } from "../../../src/plans/read/read-plan.ts";
import { growth, LINEAR } from "../../support/growth.ts";

/** Paragraphs as their text, tables as rows of texts. */
const shown = (text: string) =>
  fromText(text).blocks.map((block) =>
    block.kind === "paragraph" ? block.text : block.rows.map(({ cells }) => cells.map((cell) => cell.text)),
  );
const HEADER = ["TT", "Nội dung", "Chủ trì", "Thời hạn"];
const TABLE = [
  HEADER,
  ["1", "Tỉa cành", "Đội Cây xanh", "20/3/2026"],
  ["2", "Vớt bèo", "Đội Kênh mương", "Quý II/2026"],
];
const tasksOf = (text: string) =>
  readPlanText(text).tasks.map((task) => [task.text, task.leadUnits, task.deadlineText]);
const TASKS = [
  ["Tỉa cành", ["Đội Cây xanh"], "20/3/2026"],
  ["Vớt bèo", ["Đội Kênh mương"], "Quý II/2026"],
];

describe("a table in a text is found", () => {
  test.each([
    [
      "between edge bars",
      "| TT | Nội dung | Chủ trì | Thời hạn |\n|--|:--|--|--:|\n| 1 | Tỉa cành | Đội Cây xanh | 20/3/2026 |\n| 2 | Vớt bèo | Đội Kênh mương | Quý II/2026 |",
    ],
    [
      "with bars inside only, under a rule",
      "TT | Nội dung | Chủ trì | Thời hạn\n--- | --- | --- | ---\n1 | Tỉa cành | Đội Cây xanh | 20/3/2026\n2 | Vớt bèo | Đội Kênh mương | Quý II/2026",
    ],
    [
      "parted by tabs",
      "TT\tNội dung\tChủ trì\tThời hạn\n1\tTỉa cành\tĐội Cây xanh\t20/3/2026\n2\tVớt bèo\tĐội Kênh mương\tQuý II/2026",
    ],
    [
      "drawn with box signs",
      [
        "┌────┬──────────┬────────────────┬─────────────┐",
        "│ TT │ Nội dung │ Chủ trì        │ Thời hạn    │",
        "├────┼──────────┼────────────────┼─────────────┤",
        "│ 1  │ Tỉa cành │ Đội Cây xanh   │ 20/3/2026   │",
        "├────┼──────────┼────────────────┼─────────────┤",
        "│ 2  │ Vớt bèo  │ Đội Kênh mương │ Quý II/2026 │",
        "└────┴──────────┴────────────────┴─────────────┘",
      ].join("\n"),
    ],
    [
      "drawn with plus signs, a row a line",
      [
        "+----+----------+----------------+-------------+",
        "| TT | Nội dung | Chủ trì        | Thời hạn    |",
        "+====+==========+================+=============+",
        "| 1  | Tỉa cành | Đội Cây xanh   | 20/3/2026   |",
        "| 2  | Vớt bèo  | Đội Kênh mương | Quý II/2026 |",
        "+----+----------+----------------+-------------+",
      ].join("\n"),
    ],
    [
      "set with spaces under its column names",
      [
        "  TT   Nội dung     Chủ trì          Thời hạn",
        "  1    Tỉa cành     Đội Cây xanh     20/3/2026",
        "",
        "  2    Vớt bèo      Đội Kênh mương   Quý II/2026",
      ].join("\n"),
    ],
    [
      "in HTML",
      "<table border=1>\n<tr><th>TT</th><th>Nội dung</th><th><b>Chủ trì</b></th><th>Thời&nbsp;hạn</th></tr>\n<tr><td>1<td>Tỉa cành<td>Đội Cây xanh<td>20/3/2026</tr>\n<tr>\n<td>2</td><td><p>Vớt bèo</p></td><td>Đội Kênh mương</td><td>Quý II/2026</td></tr></table>",
    ],
  ])("%s", (_, table) => {
    expect(shown(`Danh mục.\n\n${table}\n\nGhi chú.`)).toEqual(["Danh mục.", TABLE, "Ghi chú."]);
    expect(tasksOf(`KẾ HOẠCH\nDọn vườn\n\nI. NHIỆM VỤ\n\n${table}\n`)).toEqual(TASKS);
  });

  test("and goes on to the end of the page it begins on", () => {
    const { blocks } = fromText("a\tb\tc\nd\te\tf\ng\th\ti\n\fj\tk\tl\nm\tn\to\np\tq\tr\n");
    expect(blocks).toMatchObject([
      { kind: "table", at: 1, rows: [{ page: 1 }, {}, {}] },
      { kind: "table", at: 2, rows: [{ page: 2 }, {}, {}] },
    ]);
  });
});

describe("a drawn table", () => {
  test("has cells over several lines, and words that did not fit on one go on", () => {
    const drawn = [
      "┏━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┓",
      "┃ TT ┃ Nội dung        ┃ Chủ trì      ┃",
      "┣━━━━╋━━━━━━━━━━━━━━━━━╋━━━━━━━━━━━━━━┫",
      "┃ 1  ┃ Tỉa cành trên   ┃ Phòng Cây và ┃",
      "┃    ┃ đường lớn       ┃ Vườn         ┃",
      "┣━━━━╋━━━━━━━━━━━━━━━━━╋━━━━━━━━━━━━━━┫",
      "┃ 2  ┃ Vớt bèo         ┃ Đội A        ┃",
      "┃    ┃                 ┃ Đội B        ┃",
      "┗━━━━┻━━━━━━━━━━━━━━━━━┻━━━━━━━━━━━━━━┛",
    ].join("\n");
    expect(shown(drawn)).toEqual([
      [
        ["TT", "Nội dung", "Chủ trì"],
        ["1", "Tỉa cành trên đường lớn", "Phòng Cây và Vườn"],
        ["2", "Vớt bèo", "Đội A\nĐội B"],
      ],
    ]);
  });

  test("keeps cells joined across columns and down rows", () => {
    const drawn = [
      "┌────┬──────────┬───────────────────┐",
      "│ TT │ Nội dung │ Thực hiện         │",
      "│    │          ├─────────┬─────────┤",
      "│    │          │ Chủ trì │ Hạn     │",
      "├────┼──────────┼─────────┼─────────┤",
      "│ I. Cây                            │",
      "├────┬──────────┬─────────┬─────────┤",
      "│ 1  │ Tỉa cành │ Đội A   │ 3/2026  │",
      "├────┼──────────┤         ├─────────┤",
      "│ 2  │ Tưới     │         │ 4/2026  │",
      "└────┴──────────┴─────────┴─────────┘",
    ].join("\n");
    const { blocks } = fromText(drawn);
    expect(shown(drawn)).toEqual([
      [
        ["TT", "Nội dung", "Thực hiện", ""],
        ["TT", "Nội dung", "Chủ trì", "Hạn"],
        ["I. Cây", "", "", ""],
        ["1", "Tỉa cành", "Đội A", "3/2026"],
        ["2", "Tưới", "Đội A", "4/2026"],
      ],
    ]);
    expect(blocks[0]).toMatchObject({
      rows: [
        { cells: [{ columns: 1 }, {}, { columns: 2 }, { columns: 0 }] },
        { cells: [{ continued: true }, { continued: true }, { continued: false }, {}] },
        { cells: [{ columns: 4 }, { columns: 0 }, { columns: 0 }, { columns: 0 }] },
        {},
        { cells: [{}, {}, { text: "Đội A", continued: true }, {}] },
      ],
    });
  });
});

describe("a table of HTML", () => {
  test("keeps cells joined by colspan and rowspan; a table in a cell is lines of it", () => {
    const html =
      'Trước<table><tr><td rowspan="2">A</td><td colspan=2>B</td></tr><tr><td>C<br>D</td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>Sau';
    expect(shown(html)).toEqual([
      "Trước",
      [
        ["A", "B", ""],
        ["A", "C\nD", "x\ny"],
      ],
      "Sau",
    ]);
    expect(fromText(html).blocks[1]).toMatchObject({
      rows: [
        { cells: [{ continued: false }, { columns: 2 }, { columns: 0 }] },
        { cells: [{ continued: true }, {}, {}] },
      ],
    });
  });

  test("that is never closed is text", () => {
    expect(shown("Một <table> hai\nba")).toEqual(["Một <table> hai ba"]);
  });
});

describe("columns set with spaces", () => {
  test("keep wrapped words in their column and names of parts over all columns", () => {
    const text = [
      "TT   Nội dung                  Đơn vị chủ trì     Thời hạn",
      "I. Cây xanh trong các khu dân cư phía Bắc",
      "1    Tỉa cành trên đường lớn   Đội Cây xanh       20/3/2026",
      "     trước mùa mưa             thành phố",
      "2    Trồng cây bóng mát lớn ở  Đội Cây xanh       Quý IV",
      "",
      "II. TỔ CHỨC THỰC HIỆN",
    ].join("\n");
    expect(shown(text)).toEqual([
      [
        ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"],
        ["I. Cây xanh trong các khu dân cư phía Bắc", "", "", ""],
        ["1", "Tỉa cành trên đường lớn", "Đội Cây xanh", "20/3/2026"],
        ["", "trước mùa mưa", "thành phố", ""],
        ["2", "Trồng cây bóng mát lớn ở", "Đội Cây xanh", "Quý IV"],
      ],
      "II. TỔ CHỨC THỰC HIỆN",
    ]);
  });

  test("are parted by one space where others begin a column", () => {
    const text = [
      "TT  Nội dung        Chủ trì       Thời hạn",
      "1   Tỉa cành        Đội Cây xanh  3/2026",
      "2   Vớt bèo         Đội Kênh      4/2026",
      "3   Sơn lại ghế đá. Đội Cây xanh  5/2026",
    ].join("\n");
    expect(shown(text)[0]?.at(-1)).toEqual(["3", "Sơn lại ghế đá.", "Đội Cây xanh", "5/2026"]);
  });

  test("are no table without names of columns", () => {
    expect(shown("SỞ NUÔI ONG      CỘNG HÒA\nSố: 1      An Bình\nMột      hai\nBa      bốn")).toHaveLength(4);
  });
});

describe("lines parted by tabs", () => {
  test("keep a part of the table that has no tabs", () => {
    const rows = "TT\tViệc\tHạn\nI. Cây\n1\tTỉa cành\t3/2026\n2\tTưới\t4/2026\n";
    expect(shown(rows)).toEqual([
      [
        ["TT", "Việc", "Hạn"],
        ["I. Cây", "", ""],
        ["1", "Tỉa cành", "3/2026"],
        ["2", "Tưới", "4/2026"],
      ],
    ]);
  });

  test("are no table when the tabs are indents, or the lines too few", () => {
    expect(shown("\t\tMột.\n\t\tHai.\n\t\tBa.\n")).toEqual(["Một.", "Hai.", "Ba."]);
    expect(shown("Một\ta\tb.\nHai\tc\td.\n")).toEqual(["Một a b.", "Hai c d."]);
  });
});

describe("what is not the document's own is left out:", () => {
  test("front matter, comments, and blocks of code that are closed", () => {
    const text = "---\ntitle: x\ntags: [a]\n---\nMột.\n<!-- ẩn\nđi -->\n\n```js\nlet a = 1;\n```\n\nHai.\n~~~\nBa.\n";
    expect(shown(text)).toEqual(["Một.", "Hai.", "~~~", "Ba."]);
    expect(shown("---\nMột.\n---\nHai.")).toContain("Một.");
  });

  test("tags, links and pictures of markdown, whose words stay", () => {
    expect(
      shown(
        '<p align="center"><b>KẾ HOẠCH</b></p>\n\nTheo [Nghị quyết 5](https://example.org/a) &amp; ![con dấu](a.png) x.',
      ),
    ).toEqual(["KẾ HOẠCH", "Theo Nghị quyết 5 & x."]);
  });

  test("page numbers between dashes, at the edge of a page, and inside a sentence", () => {
    expect(shown("Giao Đội Cây xanh của\n\n2\n\nthành phố tỉa cành.\n- 3 -\nTrang 4/10\nHết.")).toEqual([
      "Giao Đội Cây xanh của thành phố tỉa cành.",
      "Hết.",
    ]);
    expect(shown("Một.\n1\n\fHai.\n2\n\f3\nBa.")).toEqual(["Một.", "Hai.", "Ba."]);
  });

  test("but not the numbers of rows", () => {
    expect(shown("Việc\n1\nTỉa cành\n2\nTưới").join(" ")).toBe("Việc 1 Tỉa cành 2 Tưới");
  });
});

describe("a text of 8,000 hostile lines is read in linear time:", () => {
  const lines: Readonly<Record<string, string>> = {
    tabs: "\ta\t\tb\n",
    "uneven tabs": "A\tb\tc.\nD\te\tf\tg\th\ti\tj.\n",
    borders: "+----+----+\n",
    "box rows": "│ a │ b │\n",
    "open HTML tables": "<table><tr><td>\n",
    "column names": "TT   Nội dung   Chủ trì   Thời hạn\n",
    "open comments": "<!-- <!-- x\n",
    fences: "```\n````\n",
    rules: "a | b\n--- | ---\n",
    "open links": "[[[[![![a](b\n",
    "page numbers": "của\n2\n\nthành phố\n",
  };
  test.each(Object.entries(lines))("%s", async (_, line) => {
    const read = (lines: number): unknown => fromText(line.repeat(lines / (line.split("\n").length - 1)));
    expect(await growth(read, 8_000)).toBeLessThan(LINEAR);
  });
});
