import { readFileSync, statSync } from "node:fs";
import { create } from "qrcode";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeBotApi, startFakeBotApi } from "../support/fake-bot-api.ts";
import { local } from "../support/planning.ts";
import { modulesIn } from "../support/qr-modules.ts";
import { type CommandRun, expectRefused, runCommand } from "../support/run-command.ts";
import { MEMBERS, TREE, table, tableFiles } from "../support/table-files.ts";

const NOW = local("2026-11-20 09:00");
const fileOf = tableFiles();
let store: Store;
let api: FakeBotApi;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  api = await startFakeBotApi();
  await runCommand(store, NOW, ["units", "import", fileOf(TREE)]);
  const people = table(MEMBERS, "A,Lê An,,SYT,member,,", "B,Lê Ba,,STC,head,,");
  await runCommand(store, NOW, ["members", "import", fileOf(people)]);
});
afterEach(() => api.stop());

/** Runs `invite` with a bot set up at this address. */
function invite(apiRoot: string, ...args: string[]): Promise<CommandRun> {
  const config = readConfig({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: apiRoot });
  return runCommand(store, NOW, ["invite", ...args], { config });
}

describe("the link of an invite", () => {
  test("opens the bot with the code in hand", async () => {
    const { out } = await invite(api.apiRoot, "A");
    const printed = /[A-Z\d]{4}-[A-Z\d]{4}/.exec(out)?.[0] ?? "?";
    expect(out).toContain(`https://t.me/nhacviec_bot?start=${printed.replace("-", "")}`);
    const { link, link_code } = JSON.parse((await invite(api.apiRoot, "B", "--json")).out);
    expect(link).toBe(`https://t.me/nhacviec_bot?start=${link_code.replace("-", "")}`);
  });

  test("is a column of the table for everybody", async () => {
    const [header, ...rows] = (await invite(api.apiRoot, "--all")).out.split("\r\n");
    expect(header).toMatch(/link_code,link,expires_at$/);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/,https:\/\/t\.me\/nhacviec_bot\?start=[A-Z\d]{8},/);
  });

  test("is left out when no bot is set up or it does not answer, and the code is given all the same", async () => {
    expect(JSON.parse((await runCommand(store, NOW, ["invite", "A", "--json"])).out)).toMatchObject({ link: "" });
    expect(JSON.parse((await invite("http://127.0.0.1:1", "A", "--json")).out)).toMatchObject({ link: "" });
    api.fail("getMe", { says: "<html>" }, { refuse: 401, description: "Unauthorized" });
    expect((await invite(api.apiRoot, "A")).out).not.toContain("t.me");
    expect((await invite(api.apiRoot, "A")).out).toMatch(/Mã mời của Lê An: [A-Z\d]{4}-[A-Z\d]{4}/);
  });

  test("is drawn as a QR picture that only its owner may read", async () => {
    const path = fileOf("");
    const { out } = await invite(api.apiRoot, "A", "--qr", path);
    const link = /https:\/\/t\.me\/\S+/.exec(out)?.[0] ?? "";
    expect(out).toContain(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const { modules } = create(link, { errorCorrectionLevel: "M" });
    expect(modulesIn(readFileSync(path), modules.size)).toEqual(Array.from(modules.data, Number));
  });

  test("is not drawn where there is none, for many at once, or into a file that cannot be written: no code is made", async () => {
    const path = fileOf("");
    expectRefused(await runCommand(store, NOW, ["invite", "A", "--qr", path]), "chưa có liên kết");
    expectRefused(await invite("http://127.0.0.1:1", "A", "--qr", path), "chưa có liên kết");
    expectRefused(await invite(api.apiRoot, "--all", "--qr", path), "của một người");
    expectRefused(await invite(api.apiRoot, "A", "--qr", "/nowhere/a.png"), "Không ghi được tệp “/nowhere/a.png”");
    expectRefused(await invite(api.apiRoot, "--all", "--out", "/nowhere/a.csv"), "Không ghi được tệp");
    expect(await store.prisma.invite.count()).toBe(0);
  });
});
