import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { program } from "../../src/cli/program.ts";
import { sentencesOf } from "../../src/cli/sentences.ts";
import { readConfig } from "../../src/config.ts";
import type { Store } from "../../src/store/open-store.ts";
import { textsIn } from "../../src/texts/texts.ts";
import { openTestStore, reset } from "../support/database.ts";

let store: Store;
let folder: string;

beforeAll(async () => {
  store = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), "nhacviec-cli-"));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => reset(store));

/** Runs a command as the shell would; what it printed, and its exit code. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said: { out: string[]; err: string[] } = { out: [], err: [] };
  const printed = () => ({ out: said.out.join("\n"), err: said.err.join("\n") });
  const texts = textsIn("vi", "vi");
  const parts = {
    config: readConfig({}),
    clock: { now: () => new Date("2026-11-20T09:00:00+07:00") },
    texts,
    store: async () => store,
    out: (text: string) => void said.out.push(text),
    err: (text: string) => void said.err.push(text),
    stdin: (async function* () {})(),
  };
  try {
    const code = await program(parts, args);
    return { code, ...printed() };
  } catch (error) {
    const { sentences, usage } = sentencesOf(error, texts);
    return { code: usage ? 2 : 1, out: printed().out, err: sentences.join("\n") };
  }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const UNITS = "code,name,short_name,aliases,parent,groups\nA,Đơn vị A,,,,\nB,Đơn vị B,Phòng B,PB;Ban B,A,các phòng\n";
const MEMBERS = "code,full_name,title,unit,role,language,email\n";
const units = async (content: string | Uint8Array, name = "units.csv") =>
  run("units", "import", await file(name, content));
const members = async (rows: string) => {
  await units(UNITS);
  return run("members", "import", await file("members.csv", MEMBERS + rows));
};

describe("units import", () => {
  test("a table creates the tree and the groups; the same table again changes nothing", async () => {
    expect((await units(UNITS)).out).toContain("2 mới, 0 cập nhật, 0 không đổi");
    expect((await units(UNITS)).out).toContain("0 mới, 0 cập nhật, 2 không đổi");
    const b = await store.prisma.unit.findUniqueOrThrow({
      where: { code: "B" },
      include: { parent: true, groups: { include: { group: true } } },
    });
    expect([b.parent?.code, b.aliases, b.groups.map(({ group }) => group.name)]).toEqual([
      "A",
      ["PB", "Ban B"],
      ["các phòng"],
    ]);
  });

  test("a dry run says what would be, and writes nothing", async () => {
    expect((await run("units", "import", await file("dry.csv", UNITS), "--dry-run")).out).toContain("Chạy thử");
    expect(await store.prisma.unit.count()).toBe(0);
  });

  test.each([
    ["UTF-16 with a mark", Buffer.from(`\ufeff${UNITS}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(UNITS, "utf16le")],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${UNITS}`)],
    ["semicolons", "code;name;parent\nA;Đơn vị A;\nB;Đơn vị B;A\n"],
    ["decomposed letters and CRLF", UNITS.normalize("NFD").replaceAll("\n", "\r\n")],
  ])("a spreadsheet's own ways of writing are read: %s", async (_how, content) => {
    expect((await units(content)).code).toBe(0);
    expect((await store.prisma.unit.findUniqueOrThrow({ where: { code: "B" } })).name).toBe(
      "Đơn vị B".normalize("NFC"),
    );
  });

  test("two units with one code, an unknown parent and a ring are told by line and column; nothing is taken", async () => {
    const { code, err } = await units(
      "code,name,short_name,aliases,parent,groups\nA,Một,,,B,\nB,Hai,,,A,\nB,Ba,,,X,\n",
    );
    expect(code).toBe(2);
    expect(err).toContain("dòng 4, cột «code»: “B” đã có ở dòng 3");
    expect(err).toContain("dòng 4, cột «parent»: không có đơn vị “X”");
    expect((await units("code,name,parent\nA,Một,B\nB,Hai,A\n")).err).toContain("A → B → A");
    expect(await store.prisma.unit.count()).toBe(0);
  });

  test.each([
    ["a missing column", "code,name\nA,Một\n", "thiếu: parent"],
    ["an unknown column", "code,name,parent,colour\nA,Một,,red\n", "cần: code, name"],
    ["an empty file", "", "trống"],
    ["a binary file", new Uint8Array([0, 1, 2, 3, 255, 254]), "không phải là .csv"],
  ])("%s is refused with a sentence", async (_what, content, sentence) => {
    const { code, err } = await units(content);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test("a text that calls itself .xlsx, and a file that is not there, are refused", async () => {
    expect((await units(UNITS, "fake.xlsx")).err).toContain("không phải là .csv");
    expect((await run("units", "import", join(folder, "none.csv"))).err).toContain("Không có tệp");
  });
});

describe("members import", () => {
  test("a person stands in several rows, once a unit, with the same name everywhere", async () => {
    expect((await members("M1,Lê A,,A,head,vi,\nM1,Lê A,,B,member,vi,\n")).out).toContain("1 mới");
    const { err } = await members("M1,Lê A,,A,head,,\nM1,Lê B,,A,chief,fr,x\n");
    for (const part of [
      "cột «full_name»",
      "đã có ở đơn vị “A”",
      "“chief” không dùng được",
      "“fr” không dùng được",
      "“x” không phải là địa chỉ thư",
    ]) {
      expect(err).toContain(part);
    }
    expect(err).toContain("Không có dòng nào của tệp được ghi");
  });

  test("five thousand members come in together", async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, index) => `N${index},Người ${index},,${index % 2 ? "A" : "B"},member,,\n`,
    );
    expect((await members(rows.join(""))).out).toContain("5000 mới");
    expect(await store.prisma.membership.count()).toBe(5000);
  });
});

describe("invite, rooms and the calendar", () => {
  test("a code is shown once and stored only as a hash; a second invite ends the first", async () => {
    await members("M1,Lê A,,A,head,vi,\n");
    const first = JSON.parse((await run("invite", "M1", "--json")).out) as { link_code: string };
    expect(first.link_code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    const [before] = await store.prisma.invite.findMany();
    expect(JSON.stringify(before)).not.toContain(first.link_code.replace("-", ""));
    await run("invite", "M1");
    const after = await store.prisma.invite.findMany();
    expect(after).toHaveLength(1);
    expect(after[0]?.codeHash).not.toBe(before?.codeHash);
    expect((await run("invite", "X")).err).toContain("Không có người dùng “X”");
    expect((await run("invite")).code).toBe(2);
  });

  test("invite --all writes a table in which no name becomes a formula", async () => {
    await members('M1,"=HYPERLINK(1)",,A,head,vi,\n');
    const path = join(folder, "codes.csv");
    await run("invite", "--all", "--out", path);
    expect(await readFile(path, "utf8")).toContain("'=HYPERLINK(1)");
  });

  test("a room is added once, listed and removed", async () => {
    await units(UNITS);
    expect((await run("room", "add", "telegram", "-100", "--unit", "A")).code).toBe(0);
    expect((await run("room", "add", "telegram", "-100", "--unit", "A")).out).toContain("đã có");
    expect((await run("room", "add", "telegram", "-100", "--unit", "Z")).err).toContain("Không có đơn vị “Z”");
    expect((await run("room", "list")).out).toContain("-100");
    expect((await run("room", "remove", "1")).code).toBe(0);
    expect((await run("room", "remove", "1")).err).toContain("Không có kênh");
  });

  test("31/02 is no day of the calendar", async () => {
    const { err } = await run(
      "calendar",
      "import",
      await file("c.csv", "date,kind,name\n31/02/2026,off,X\n2026-01-01,free,Tết\n"),
    );
    expect(err).toContain("dòng 2, cột «date»: “31/02/2026” không phải là ngày");
    expect(err).toContain("dòng 3, cột «kind»");
    expect(await store.prisma.calendarDay.count()).toBe(0);
  });

  test("an unknown command and a missing argument are wrong usage", async () => {
    expect((await run("plans")).code).toBe(2);
    expect((await run("plan", "issue")).code).toBe(2);
    expect((await run("plan", "issue", "99")).err).toContain("Không có kế hoạch “99”");
  });
});

describe("the sample organisation", () => {
  const sample = (name: string) => join(import.meta.dirname, "../../samples", name);

  test("its tables come in cleanly, and every unit of its plan is known", async () => {
    for (const [what, name] of [
      ["calendar", "calendar-2026.csv"],
      ["units", "units.csv"],
      ["members", "members.csv"],
    ] as const) {
      expect((await run(what, "import", sample(name))).err).toBe("");
      expect((await run(what, "import", sample(name))).out).toContain("0 mới, 0 cập nhật");
    }
    const { out } = await run("plan", "import", sample("ke-hoach-chuyen-doi-so.md"), "--json");
    expect(JSON.parse(out)).toMatchObject({ number: "118/KH-UBND", tasks: 21, unresolved: [] });
    expect((await run("plan", "show", "1")).out).toContain("trước ngày 24/11/2026");
    expect((await run("plan", "issue", "1", "--dry-run", "--json")).out).toContain('"unassigned":[]');
    expect((await run("plan", "import", sample("ke-hoach-chuyen-doi-so.md"))).err).toContain("đã được nhập trước đây");
  });
});
