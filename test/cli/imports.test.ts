import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { local } from "../support/planning.ts";
import { type CommandRun, expectRefused, runCommand } from "../support/run-command.ts";
import { counts, MEMBERS, TREE, table, tableFiles, UNITS } from "../support/table-files.ts";

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
const importMembers = (contents: string | Uint8Array, ...flags: string[]) =>
  run("members", "import", fileOf(contents), ...flags);

describe("units import", () => {
  test("refuses one code on two lines, naming both", async () => {
    expectRefused(await importUnits(`${TREE}SYT,Sở Y tế 2,,,GOC,\n`), "dòng 5, cột «code»: “SYT” đã có ở dòng 3");
  });

  test("refuses an empty code or name and an unknown parent, all at once", async () => {
    const refused = await importUnits(table(UNITS, ",Sở A,,,,", "B,,,,,", "C,Sở C,,,SO-LA,"));
    expectRefused(refused, "dòng 2, cột «code»", "dòng 3, cột «name»", "dòng 4, cột «parent»: không có đơn vị “SO-LA”");
    expect(refused.err.split("\n")).toHaveLength(4);
  });

  test("refuses a ring of parents and shows it, also one that closes through units already stored", async () => {
    expectRefused(await importUnits(table(UNITS, "A,Sở A,,,B,", "B,Sở B,,,A,")), "thành vòng: A → B → A");
    expectRefused(await importUnits(table(UNITS, "A,Sở A,,,A,")), "thành vòng: A → A");
    await importUnits(TREE);
    expectRefused(await importUnits(table(UNITS, "GOC,Tỉnh,,,SYT,")), "dòng 2, cột «parent»", "vòng:");
    expect(await store.prisma.unit.count()).toBe(3);
  });

  test("takes a child before its parent", async () => {
    expect((await importUnits(table(UNITS, "CON,Con,,,ME,", "ME,Mẹ,,,,"))).out).toContain("2 mới");
    expect(await store.prisma.unit.findMany({ where: { parent: { code: "ME" } } })).toMatchObject([{ code: "CON" }]);
  });

  test("counts each unit once: new, changed in its name, parent or groups, or not at all", async () => {
    await importUnits(TREE);
    expect((await importUnits(TREE, "--json")).out).toBe(counts(0, 0, 3));
    const renamed = TREE.replace("Sở Y tế,,,GOC,các sở", "Sở Y tế Sông Mơ,,,,").replace(
      "GOC,các sở\n",
      "GOC,các ngành\n",
    );
    expect((await importUnits(`${renamed}MOI,Sở Mới,,,,\n`, "--json")).out).toBe(counts(1, 2, 1));
    const groups = await store.prisma.unitInGroup.findMany({ include: { unit: true, group: true } });
    expect(groups.map(({ unit, group }) => [unit.code, group.name])).toEqual([["STC", "các ngành"]]);
  });

  test("leaves units that the file does not name as they are", async () => {
    await importUnits(TREE);
    await importUnits(table(UNITS, "SYT,Sở Y tế,SYT,,GOC,"));
    expect(
      await store.prisma.unit.findMany({ orderBy: { id: "asc" }, select: { code: true, shortName: true } }),
    ).toEqual([
      { code: "GOC", shortName: null },
      { code: "SYT", shortName: "SYT" },
      { code: "STC", shortName: null },
    ]);
  });

  test("on a dry run says what would be and changes nothing", async () => {
    expect((await importUnits(TREE, "--dry-run")).out).toBe(
      "Chạy thử, chưa ghi gì. Đơn vị: 3 mới, 0 cập nhật, 0 không đổi.",
    );
    expect([await store.prisma.unit.count(), await store.prisma.unitGroup.count()]).toEqual([0, 0]);
  });
});

describe("members import", () => {
  beforeEach(() => importUnits(TREE));

  test("refuses a role, a language, an address and a unit that do not exist, each by line and column", async () => {
    const refused = await importMembers(
      table(
        MEMBERS,
        "A,Lê An,,SYT,boss,vi,",
        "B,Lê Ba,,SYT,head,fr,",
        "C,Lê Ca,,SYT,head,vi,ca",
        "D,Lê Da,,S?,head,vi,",
      ),
    );
    expectRefused(
      refused,
      "dòng 2, cột «role»: “boss” không dùng được; chỉ nhận: member, head, leader, admin.",
      "dòng 3, cột «language»: “fr” không dùng được; chỉ nhận: vi, en.",
      "dòng 4, cột «email»: “ca” không phải là địa chỉ thư",
      "dòng 5, cột «unit»: không có đơn vị “S?”",
    );
  });

  test("refuses a member twice in one unit, or with two names", async () => {
    const refused = await importMembers(
      table(MEMBERS, "A,Lê An,,SYT,member,,", "A,Lê An,,SYT,head,,", "A,Lê Ân,,STC,member,,"),
    );
    expectRefused(refused, "dòng 3, cột «unit»: người này đã có ở đơn vị “SYT”");
    expectRefused(refused, "dòng 4, cột «full_name»: “Lê Ân” khác với dòng trước của cùng một mã: “Lê An (2)”");
  });

  test("a bad row leaves nothing of the file in the store", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `M${index},Lê Văn ${index},,SYT,member,,`);
    expectRefused(await importMembers(table(MEMBERS, ...rows, "X,Lê X,,SYT,chief,,")), "dòng 52, cột «role»");
    expect([await store.prisma.member.count(), await store.prisma.membership.count()]).toEqual([0, 0]);
  });

  test("tells twenty problems at most", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `M${index},Lê Văn ${index},,SYT,chief,,`);
    expect((await importMembers(table(MEMBERS, ...rows))).err.split("\n")).toHaveLength(21);
  });

  test("on a dry run judges everything and stores nobody", async () => {
    const file = table(MEMBERS, "A,Lê An,,SYT,member,,", "A,Lê An,,STC,head,,");
    expect((await importMembers(file, "--dry-run")).out).toContain("1 mới");
    expectRefused(await importMembers(`${file}B,,,SYT,head,,\n`, "--dry-run"), "cột «full_name»: để trống");
    expect(await store.prisma.member.count()).toBe(0);
  });

  test("counts each person once, whether their name, their units or both changed", async () => {
    const file = table(
      MEMBERS,
      "A,Lê An,,SYT,member,,",
      "B,Lê Ba,,SYT,head,,",
      "C,Lê Ca,,STC,head,,",
      "D,Lê Da,,STC,member,,",
    );
    await importMembers(file);
    const changed = file.replace("Lê An", "Lê Văn An").replace("Ba,,SYT", "Ba,,STC").replace("Ca,,STC", "Cả,,SYT");
    expect((await importMembers(changed, "--json")).out).toBe(counts(0, 3, 1));
    expect((await importMembers(changed, "--json")).out).toBe(counts(0, 0, 4));
  });

  test("makes a person's units those of the file, the first of them the one they report to", async () => {
    await importMembers(table(MEMBERS, "A,Lê An,,SYT,member,,", "A,Lê An,,GOC,admin,,"));
    await importMembers(table(MEMBERS, "A,Lê An,,STC,head,,", "A,Lê An,,SYT,member,,"));
    const memberships = await store.prisma.membership.findMany({
      include: { unit: true },
      orderBy: { position: "asc" },
    });
    expect(memberships.map(({ unit, role }) => [unit.code, role])).toEqual([
      ["STC", "head"],
      ["SYT", "member"],
    ]);
  });

  test("keeps two people of one name apart by their codes", async () => {
    await importMembers(table(MEMBERS, "A,Lê An,,SYT,member,,", "B,Lê An,,SYT,member,,"));
    expect(await store.prisma.member.count({ where: { fullName: "Lê An" } })).toBe(2);
  });

  test("takes 5,000 people", async () => {
    const rows = Array.from(
      { length: 5_000 },
      (_, i) => `M${i},Nguyễn Văn ${i},Chuyên viên,SYT,member,vi,m${i}@example.org`,
    );
    const path = fileOf(table(MEMBERS, ...rows));
    expect((await run("members", "import", path, "--json")).out).toBe(counts(5_000, 0, 0));
    expect(await store.prisma.membership.count()).toBe(5_000);
  });
});

describe("calendar import", () => {
  const DAYS = "date,kind,name,document";

  test("refuses a day that no month has, a kind it does not know, a day twice and one without a name", async () => {
    const refused = await run(
      "calendar",
      "import",
      fileOf(
        table(
          DAYS,
          "31/02/2026,off,Lạ,",
          "2026-09-02,holiday,Quốc khánh,",
          "2/9/2026,off,Quốc khánh,",
          "2026-04-30,off,,",
        ),
      ),
    );
    expectRefused(
      refused,
      "dòng 2, cột «date»: “31/02/2026” không phải là ngày",
      "dòng 3, cột «kind»: “holiday” không dùng được; chỉ nhận: off, working.",
      "dòng 4, cột «date»: “2/9/2026” đã có ở dòng 3",
      "dòng 5, cột «name»: để trống",
    );
    expect(await store.prisma.calendarDay.count()).toBe(0);
  });

  test("replaces a day it knows and leaves the others", async () => {
    await run("calendar", "import", fileOf(table(DAYS, "2026-09-01,off,Nghỉ,TB 1", "2026-09-02,off,Quốc khánh,TB 1")));
    const again = fileOf(table(DAYS, "01/09/2026,working,Làm việc,TB 2"));
    expect((await run("calendar", "import", again, "--dry-run", "--json")).out).toBe(counts(0, 1, 0));
    expect((await run("calendar", "show", "2026")).out).toContain("01/09/2026  nghỉ  Nghỉ (TB 1)");
    await run("calendar", "import", again);
    expect((await run("calendar", "show", "2026")).out).toBe(
      "01/09/2026  làm việc  Làm việc (TB 2)\n02/09/2026  nghỉ  Quốc khánh (TB 1)",
    );
    expect((await run("calendar", "show", "2027")).out).toContain("Năm 2027 chưa có ngày nghỉ");
    expectRefused(await run("calendar", "show", "26"), "“26” không phải là năm");
  });
});
