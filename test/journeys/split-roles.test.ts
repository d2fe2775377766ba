import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { type BotProcess, startBotProcess } from "../support/bot-process.ts";
import { copyTemplate } from "../support/database.ts";
import { type FakeZaloOa, startFakeZaloOa } from "../support/fake-zalo-oa.ts";
import { inviteStranger, makeOrganisation } from "../support/organisation.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
let zalo: FakeZaloOa;
let bots: BotProcess[] = [];

beforeEach(async () => {
  zalo = await startFakeZaloOa({ clock: { now: () => new Date() } });
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.kill()));
  bots = [];
  await zalo.stop();
});

test("one process is called by the platform and another answers", async () => {
  const folder = newFolder();
  await copyTemplate(folder);
  const before = await openStore({ databaseUrl: null, dataDir: folder, log: createLog("silent") });
  const now = new Date();
  await inviteStranger(before, await makeOrganisation(before, now, "elsewhere"), "ACDE3467", now);
  await before.close();
  const environment = {
    PUBLIC_URL: "https://bot.example.org",
    SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
    ZALO_OA_APP_ID: zalo.appId,
    ZALO_OA_APP_SECRET: zalo.appSecret,
    ZALO_OA_SECRET_KEY: zalo.oaSecretKey,
    ZALO_OA_REFRESH_TOKEN: zalo.consent(),
    ZALO_OA_API_ROOT: zalo.apiRoot,
    ZALO_OA_OAUTH_ROOT: zalo.oauthRoot,
  };
  const worker = startBotProcess(folder, { ...environment, ROLES: "worker" });
  await worker.ready;
  const web = startBotProcess(folder, { ...environment, ROLES: "web" });
  bots = [worker, web];
  const url = await web.ready;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  zalo.deliverTo(`${url}/hooks/zalo-oa`);

  expect(await zalo.says(71, "ACDE-3467")).toBe(200);
  await vi.waitFor(() => expect(zalo.heard(71).at(-1)?.text).toContain("Chào Hà Thị Mới"), { timeout: 20_000 });
  expect(await web.end()).toBe(0);
  expect(await worker.end()).toBe(0);
  expect(zalo.violations).toEqual([]);
}, 120_000);
