import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashLinkCode } from "../../src/chat/link.ts";
import { normalizeLinkCode } from "../../src/domain/link-code.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { local } from "../support/planning.ts";
import { type CommandRun, expectRefused, runCommand } from "../support/run-command.ts";
import { MEMBERS, TREE, table, tableFiles } from "../support/table-files.ts";

const fileOf = tableFiles();
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => reset(store));

const run = (...args: string[]): Promise<CommandRun> => runCommand(store, local("2026-11-20 09:00"), args);
const importUnits = (contents: string) => run("units", "import", fileOf(contents));
const importMembers = (contents: string) => run("members", "import", fileOf(contents));

describe("invite", () => {
  beforeEach(async () => {
    await importUnits(TREE);
    await importMembers(table(MEMBERS, "A,Lê An,,SYT,member,,", "B,Lê Ba,,STC,head,,"));
  });

  const printedCode = ({ out }: CommandRun): string =>
    normalizeLinkCode(/[A-Z\d]{4}-[A-Z\d]{4}/.exec(out)?.[0] ?? "") ?? "";

  test("prints a member's code once and stores only its hash", async () => {
    const code = printedCode(await run("invite", "A"));
    const stored = await store.prisma.invite.findMany({ include: { member: true } });
    expect(stored).toMatchObject([{ codeHash: hashLinkCode(code), member: { code: "A" }, usedAt: null }]);
    expect(JSON.stringify(stored)).not.toContain(code);
    expect(stored[0]?.expiresAt.toISOString()).toBe("2026-11-22T02:00:00.000Z");
  });

  test("a second invite ends the first, and nobody else's", async () => {
    await run("invite", "B");
    const first = printedCode(await run("invite", "A"));
    const second = printedCode(await run("invite", "A"));
    const hashes = (await store.prisma.invite.findMany({ where: { member: { code: "A" } } })).map(
      (row) => row.codeHash,
    );
    expect(hashes).toEqual([hashLinkCode(second)]);
    expect(hashes).not.toContain(hashLinkCode(first));
    expect(await store.prisma.invite.count()).toBe(2);
  });

  test("--all makes one for everybody without an account", async () => {
    const { id } = await store.prisma.member.findUniqueOrThrow({ where: { code: "B" } });
    const account = { memberId: id, channel: "fake", address: "b", chatId: "b", linkedAt: local("2026-11-01 08:00") };
    await store.prisma.account.create({ data: account });
    expect(JSON.parse((await run("invite", "--all", "--json")).out)).toMatchObject([{ code: "A", unit: "Sở Y tế" }]);
  });

  test("--all defuses names that a spreadsheet would run as formulas, and quotes those with commas", async () => {
    await importMembers(
      table(
        MEMBERS,
        '=1+1,"=HYPERLINK(""http://x"",""a"")",,SYT,member,,',
        '@x,"Lê, Ba",,SYT,member,,',
        "+84,-2+3,,SYT,member,,",
      ),
    );
    const path = fileOf("");
    expect((await run("invite", "--all", "--out", path)).out).toContain("5 mã mời");
    const { out } = await run("invite", "--all");
    const cells = out.split("\r\n").flatMap((line) => line.split(/,|^"/));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    expect(out).toContain(`'=1+1,"'=HYPERLINK(""http://x"",""a"")",Sở Y tế`);
    expect(out).toContain(`'@x,"Lê, Ba",Sở Y tế`);
    expect(out).toContain("'+84,'-2+3,Sở Y tế");
  });

  test("refuses a code that nobody has, and a code together with --all", async () => {
    expectRefused(await run("invite", "Z"), "Không có người dùng “Z”");
    expectRefused(await run("invite", "A", "--all"), "cho một mã người dùng, hoặc --all");
    expectRefused(await run("invite"), "cho một mã người dùng, hoặc --all");
    expect(await store.prisma.invite.count()).toBe(0);
  });
});

describe("room", () => {
  beforeEach(() => importUnits(TREE));

  test("add, list and remove say who receives a unit's summaries; a group's number may be negative", async () => {
    expect((await run("room", "list")).out).toContain("Chưa có kênh nào");
    expect(JSON.parse((await run("room", "add", "telegram", "-1001234", "--unit", "GOC", "--json")).out)).toEqual({
      id: 1,
      known: false,
    });
    expect((await run("room", "add", "telegram", "-1001234", "--unit", "GOC")).out).toContain("đã có, mã 1");
    expect((await run("room", "list")).out).toBe("1  telegram  -1001234  GOC Tỉnh Sông Mơ");
    expect((await run("room", "remove", "1")).out).toBe("Đã bỏ kênh 1.");
    expect(JSON.parse((await run("room", "list", "--json")).out)).toEqual([]);
    expect((await run("room", "add", "telegram", "-1001234", "--unit", "GOC", "--json")).out).toBe(
      '{"id":1,"known":false}',
    );
  });

  test("takes the id of a forum topic, which looks like an option, as the bot says it", async () => {
    const { out } = await run("room", "add", "telegram", "-1001234:5", "--unit", "GOC", "--json");
    expect(JSON.parse(out)).toMatchObject({ known: false });
    expect((await run("room", "list")).out).toContain("telegram  -1001234:5  GOC");
    expect((await run("room", "add", "telegram", "-1001234:5", "--unit", "GOC", "--jsn")).code).toBe(2);
  });

  test("refuses a channel, a unit or a room that does not exist", async () => {
    expectRefused(await run("room", "add", "Tele gram", "1", "--unit", "GOC"), "“Tele gram” không phải là tên kênh");
    expectRefused(await run("room", "add", "telegram", "1", "--unit", "SO-LA"), "Không có đơn vị “SO-LA”");
    expectRefused(await run("room", "remove", "7"), "Không có kênh “7”");
    expectRefused(await run("room", "remove", "x"), "Không có kênh “x”");
    expect(await store.prisma.room.count()).toBe(0);
  });
});
