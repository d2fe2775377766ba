import { truncateSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { toTcvn3, toVni, toWindows1258, windowsBytes } from "../plans/read/old-encodings.ts";
import { withRow } from "../plans/review/saved-copy.ts";
import { openTestStore, reset } from "../support/database.ts";
import { local } from "../support/planning.ts";
import { type CommandRun, expectRefused, runCommand } from "../support/run-command.ts";
import { smallWorkbook } from "../support/small-workbook.ts";
import { counts, TREE, tableFiles, UNITS } from "../support/table-files.ts";

const fileOf = tableFiles();
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => reset(store));

const run = (...args: string[]): Promise<CommandRun> => runCommand(store, local("2026-11-20 09:00"), args);
const importUnits = (contents: string | Uint8Array, ...flags: string[]) =>
  run("units", "import", fileOf(contents), ...flags);

/** UTF-16 as spreadsheets write it. */
function utf16(text: string, order: "le" | "be", mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

describe("a table file", () => {
  test.each([
    ["UTF-8", Buffer.from(TREE)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${TREE}`)],
    ["UTF-16 little-endian with a mark", utf16(TREE, "le", true)],
    ["UTF-16 little-endian without a mark", utf16(TREE, "le", false)],
    ["UTF-16 big-endian with a mark", utf16(TREE, "be", true)],
    ["UTF-16 big-endian without a mark", utf16(TREE, "be", false)],
    ["semicolons", Buffer.from(TREE.replaceAll(",", ";"))],
    ["tabs and Windows line ends", Buffer.from(TREE.replaceAll(",", "\t").replaceAll("\n", "\r\n"))],
    ["TCVN3, an old encoding", windowsBytes(toTcvn3(TREE))],
    ["VNI, an old encoding", windowsBytes(toVni(TREE))],
    ["Windows-1258, an old encoding", toWindows1258(TREE)],
    ["letters apart from their accents", Buffer.from(TREE.normalize("NFD"))],
  ])("is read the same in %s", async (_, bytes) => {
    expect((await importUnits(bytes, "--json")).out).toBe(counts(3, 0, 0));
    expect(await store.prisma.unit.findUnique({ where: { code: "SYT" }, include: { parent: true } })).toMatchObject({
      name: "Sở Y tế",
      parent: { code: "GOC" },
    });
  });

  test("may be a workbook, whose days are days and whose rows keep their numbers", async () => {
    const rows = [
      ["date", "kind", "name", "document"],
      [46_069, "off", "Tết", "TB 1"],
      [],
      ["31/02/2026", "off", "Lạ", ""],
    ];
    const path = fileOf(smallWorkbook(rows), "xlsx");
    expectRefused(await run("calendar", "import", path), "dòng 4, cột «date»: “31/02/2026”");
    const good = fileOf(smallWorkbook(rows.slice(0, 2)), "xlsx");
    expect((await run("calendar", "import", good)).code).toBe(0);
    expect((await run("calendar", "show", "2026")).out).toBe("16/02/2026  nghỉ  Tết (TB 1)");
  });

  test("that hides more than it may unpack to, or is a workbook in name only, is refused", async () => {
    const bomb = fileOf(smallWorkbook([["code"]], 400_000_000), "xlsx");
    expectRefused(await run("units", "import", bomb), "byte; tối đa 200000000");
    const liar = fileOf(smallWorkbook([["code"]], 7), "xlsx");
    expectRefused(await run("units", "import", liar), "không đọc được");
    expectRefused(await run("units", "import", fileOf(TREE, "xlsx")), "không phải là .csv (UTF-8, UTF-16) hay .xlsx");
  });

  test("whose cells reach so far that its grid would fill the memory is refused", async () => {
    const far = withRow(smallWorkbook([["code", "name"]]), `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`);
    const path = fileOf(far, "xlsx");
    expectRefused(await run("units", "import", path), "dòng; tối đa 100000 × 200");
  });

  test("names the columns it has, needs and misses when one is missing, unknown or there twice", async () => {
    expectRefused(await importUnits("code,name\nA,B\n"), "có các cột: code, name;", "thiếu: parent.");
    expectRefused(await importUnits(`${UNITS},phone\n`), "groups, phone;", `cần: ${UNITS.replaceAll(",", ", ")}.`);
    expectRefused(await importUnits(`${UNITS},code\n`), "groups, code;");
  });

  test("of no letters, of bytes that are no text, or missing is refused by name", async () => {
    expectRefused(await importUnits(""), "trống; dòng đầu phải là tên các cột");
    expectRefused(await importUnits(" \n\n"), "trống");
    expectRefused(await importUnits(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe, 3])), "không phải là .csv");
    expectRefused(await importUnits(Buffer.from([...Buffer.from(`${UNITS}\nA,S`), 0xf4, 0x2c])), "không phải là .csv");
    expectRefused(await run("units", "import", "khong-co.csv"), "Không có tệp “khong-co.csv”");
  });

  test("over 20 MB is refused without being read", async () => {
    const path = fileOf(TREE);
    truncateSync(path, 21_000_000);
    expectRefused(await run("units", "import", path), "có 21000000 byte; tối đa 20000000");
  });

  test("whose quotes do not close is refused", async () => {
    expectRefused(await importUnits(`${UNITS}\nA,"Sở,,,,\n`), "không đọc được");
  });
});
