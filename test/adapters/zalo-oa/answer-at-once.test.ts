import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type App, createApp } from "../../../src/app.ts";
import { createLog } from "../../../src/log.ts";
import { tokenKeeper } from "../../../src/store/channel-tokens.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { openTestStore, reset } from "../../support/database.ts";
import { makeOrganisation, ZONE } from "../../support/organisation.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { NOW, type ZaloOaOnFake, zaloOaOnFake } from "../../support/zalo-oa-on-fake.ts";

const CS = "/v3.0/oa/message/cs";
const OAUTH = "/v4/oa/access_token";
const HOUR_MS = 60 * 60_000;
const newFolder = temporaryFolders();

let store: Store;
let world: ZaloOaOnFake;
let app: App;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  const clock = { now: () => world.now };
  const secretKey = Buffer.alloc(32, 7);
  world = await zaloOaOnFake({ keeper: tokenKeeper(store, { channel: "zalo-oa", secretKey, clock }) });
  await makeOrganisation(store, NOW, "zalo-oa");
  await store.prisma.account.updateMany({ where: { address: "NURSE" }, data: { address: "7", chatId: "7" } });
  app = createApp({
    store,
    channels: [world.channel],
    clock,
    log: createLog("silent"),
    dataDir: newFolder(),
    zone: ZONE,
    language: "vi",
    plans: false,
    works: true,
    serves: true,
  });
  await app.start();
});
afterEach(async () => {
  // Whatever hangs on the platform ends with it.
  await world.zalo.stop();
  await app.stop();
  await world.stop();
});

/** Events are stored, and then answered to Zalo, while the call to Zalo that hangs goes on hanging. */
async function answersMeanwhile(): Promise<void> {
  for (let event = 1; event <= 5; event++) {
    expect(await world.zalo.says(7, "việc của tôi")).toBe(200);
    expect(await store.prisma.incomingEvent.count()).toBe(event + 1);
  }
  expect(await store.prisma.delivery.count({ where: { state: "sending" } })).toBe(1);
  expect(world.zalo.heard(7)).toEqual([]);
}

const called = (path: string, times: number): Promise<unknown> =>
  vi.waitFor(() => expect(world.zalo.calls(path).length).toBeGreaterThanOrEqual(times), { timeout: 10_000 });

describe("the answer to Zalo's webhook", () => {
  test("waits for no message to Zalo, only for the event to be stored", async () => {
    world.zalo.fail(CS, ...Array.from({ length: 20 }, () => ({ hang: true }) as const));
    await world.zalo.says(7, "việc của tôi");
    await called(CS, 1);
    await answersMeanwhile();
  });

  test("waits for no renewal of the token", async () => {
    world.now = new Date(NOW.getTime() + 26 * HOUR_MS);
    world.zalo.fail(OAUTH, ...Array.from({ length: 20 }, () => ({ hang: true }) as const));
    await world.zalo.says(7, "việc của tôi");
    await called(OAUTH, 2);
    await answersMeanwhile();
  });
});
