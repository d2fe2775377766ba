import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type App, createApp } from "../../src/app.ts";
import type { Channel } from "../../src/delivery/channel.ts";
import type { MessageFile } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { releaseLease, takeLease } from "../../src/store/lease.ts";
import type { Store } from "../../src/store/open-store.ts";
import { addAdministrator, PLAN_TASKS, planDocx } from "../support/administrator.ts";
import { openTestStore, reset } from "../support/database.ts";
import { editSheet, setCell } from "../support/edit-sheet.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, ZONE } from "../support/organisation.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const FRIDAY = new Date("2026-11-20T09:00:00+07:00");

const newFolder = temporaryFolders();
let store: Store;
let now: Date;
let dataDir: string;
let channel: FakeChannel;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  now = FRIDAY;
  dataDir = newFolder();
  channel = fakeChannel();
  await addAdministrator(store, await makeOrganisation(store, now), now);
});

/** The product on the fake platform, or on one that behaves otherwise in part. */
async function startApp(differs: Partial<Channel> = {}): Promise<App> {
  const app = createApp({
    store,
    channels: [{ ...channel, ...differs }],
    clock: { now: () => now },
    log: createLog("silent"),
    dataDir,
    zone: ZONE,
    language: "vi",
    works: true,
    serves: true,
    plans: true,
  });
  await channel.start(app.receive);
  return app;
}

const admin = () => channel.last("ADMIN");
const fileOf = (): MessageFile => {
  const [file] = admin().message.files;
  if (file === undefined) throw new Error("no file was sent");
  return file;
};
const work = () => store.prisma.planWork.count({ where: { doneAt: null } });
const titles = () => channel.heard("ADMIN").map(({ message }) => message.title);

test("an administrator sends a plan, corrects the sheet, agrees to the difference and issues it; the unit is reminded", async () => {
  const app = await startApp();
  const does = async (act: Promise<void>) => {
    await act;
    await app.settle();
  };

  await does(channel.sendsFile("ADMIN", "ke-hoach.docx", planDocx()));
  expect(channel.heard("ADMIN")[0]?.text).toContain("Đã nhận “ke-hoach.docx”");
  expect(admin().text).toContain("3 nhiệm vụ, 3 có thời hạn, 2 có đơn vị chủ trì");
  expect(admin().text).toContain("• Sở Xây dựng");

  const sheet = await app.files.read(fileOf().sha256);
  const corrected = await editSheet(sheet, (rows) => {
    setCell(rows, "rà soát trạm y tế", "Đơn vị chủ trì", "Sở Y tế");
    setCell(rows, "mua thiết bị", "Đến ngày", "02/12/2026");
  });
  await does(channel.sendsFile("ADMIN", fileOf().name, corrected));
  expect(admin().text).toContain("01/12/2026 → 02/12/2026");
  expect(admin().text).toContain("Tôi chưa ghi gì. Áp dụng những thay đổi này?");
  await does(channel.taps("ADMIN", "Áp dụng"));
  expect(admin().text).toContain("3 có đơn vị chủ trì trong danh sách");

  await does(channel.taps("ADMIN", "Ban hành"));
  expect(admin().text).toContain("sẽ giao 3 việc cho 2 đơn vị");
  expect(admin().text).toContain("không hoàn tác được");
  expect(await store.prisma.assignment.count()).toBe(0);
  await does(channel.taps("ADMIN", "Ban hành"));
  expect(admin().text).toContain("Đã giao 3 việc cho 2 đơn vị.");
  expect(await store.prisma.assignment.count()).toBe(3);

  await does(channel.says("HEALTH-HEAD", "đơn vị tôi còn việc gì"));
  expect(channel.heard("HEALTH-HEAD").some(({ labels }) => labels.join().includes("rà soát trạm y tế"))).toBe(true);
  now = new Date("2026-12-01T08:00:00+07:00");
  await app.settle();
  const reminder = channel.heard("FINANCE-HEAD").findLast(({ text }) => text.startsWith("Nhắc việc: còn 1 ngày"));
  expect(reminder?.text).toContain("bố trí kinh phí mua thiết bị");
  expect(reminder?.text).toContain("02/12/2026");

  await does(channel.says("ADMIN", "/kehoach"));
  expect(admin().text).toContain("31/KH-UBND");
  expect(admin().text).toContain("đã ban hành, 0/3 việc xong");
  await app.stop();
});

test("a document from somebody who is no administrator is never a plan", async () => {
  const app = await startApp();
  for (const person of ["CHIEF", "HEALTH-HEAD", "NURSE"]) await channel.sendsFile(person, "ke-hoach.docx", planDocx());
  await app.settle();
  expect(await store.prisma.planWork.count()).toBe(0);
  expect(await store.prisma.plan.count()).toBe(1);
  expect(channel.heard("CHIEF").some(({ text }) => text.includes("không được gắn vào đâu"))).toBe(true);
  await app.stop();
});

test("a secret document leaves nothing behind but the fact that a file was refused", async () => {
  const app = await startApp();
  const bytes = planDocx(PLAN_TASKS, "MẬT");
  await channel.sendsFile("ADMIN", "phuong-an.docx", bytes);
  await app.settle();
  expect(admin().text).toContain("Văn bản vừa gửi có dấu “");
  expect(admin().labels).toEqual([]);
  expect(await store.prisma.plan.count()).toBe(1);
  expect(await store.prisma.attachment.findMany()).toMatchObject([{ name: "", sha256: null }]);
  expect(await work()).toBe(0);
  await app.stop();
});

test("a damaged file is refused in a sentence, and the next one is read", async () => {
  const app = await startApp();
  await channel.sendsFile("ADMIN", "hong.docx", planDocx().slice(0, 300));
  await channel.sendsFile("ADMIN", "ke-hoach.docx", planDocx());
  await app.settle();
  const said = channel.heard("ADMIN").map(({ text }) => text);
  expect(said.filter((text) => text.includes("“hong.docx” bị hỏng"))).toHaveLength(1);
  expect(admin().text).toContain("3 nhiệm vụ");
  await app.stop();
});

test("a bot that stops between what was asked and the work does it after its restart, once", async () => {
  const unreachable = async () => {
    throw new ChannelError("later", "unreachable");
  };
  const first = await startApp({ download: unreachable });
  await channel.sendsFile("ADMIN", "ke-hoach.docx", planDocx());
  await first.settle();
  expect(channel.heard("ADMIN")).toHaveLength(1);
  expect(await work()).toBe(1);
  await first.stop();

  const second = await startApp();
  await second.settle();
  expect(admin().text).toContain("3 nhiệm vụ");
  await channel.taps("ADMIN", "Ban hành");
  await second.settle();
  // Another process has the work in hand when the last tap comes, and dies without doing it.
  await second.stop();
  await takeLease(store.prisma, "plan-work", "elsewhere 1 x", 60);
  const third = await startApp();
  await channel.taps("ADMIN", "Ban hành");
  await third.settle();
  expect(await store.prisma.assignment.count()).toBe(0);
  await third.stop();
  await releaseLease(store.prisma, "plan-work", "elsewhere 1 x");

  const fourth = await startApp();
  await fourth.settle();
  await fourth.settle();
  expect(await store.prisma.assignment.count()).toBe(2);
  expect(titles().filter((title) => title?.startsWith("Đã ban hành"))).toHaveLength(1);
  expect(await work()).toBe(0);
  await fourth.stop();
});

test("a choice that was used once issues nothing a second time, and a plan issued by somebody else is answered politely", async () => {
  const app = await startApp();
  await channel.sendsFile("ADMIN", "ke-hoach.docx", planDocx());
  await app.settle();
  await channel.taps("ADMIN", "Ban hành");
  await app.settle();
  const question = admin().message.offer?.offerId ?? 0;
  await channel.taps("ADMIN", "Ban hành");
  await app.settle();
  await channel.tapsData("ADMIN", `${question}.0`);
  await app.settle();
  expect(admin().text).toContain("không còn hiệu lực");
  const draft = channel.heard("ADMIN").find(({ labels }) => labels.includes("Xoá dự thảo"))?.message.offer?.offerId;
  await channel.tapsData("ADMIN", `${draft}.0`);
  await app.settle();
  expect(admin().text).toContain("không còn là dự thảo");
  expect(await store.prisma.assignment.count()).toBe(2);
  await app.stop();
});
