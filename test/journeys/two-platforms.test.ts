import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, createApp } from "../../src/app.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { makeOrganisation, type Organisation, ZONE } from "../support/organisation.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
const red = fakeChannel("red", { edit: true });
const blue = fakeChannel("blue");
let store: Store;
let organisation: Organisation;
let app: App;
let now = at("2026-11-20", "09:00");

beforeAll(async () => {
  store = await openTestStore();
  organisation = await makeOrganisation(store, at("2026-09-01", "08:00"), "red");
  app = createApp({
    store,
    channels: [red, blue],
    clock: { now: () => now },
    log: createLog("silent"),
    dataDir: newFolder(),
    zone: ZONE,
    language: "vi",
    works: true,
    serves: true,
    plans: true,
  });
  await red.start(app.receive);
  await blue.start(app.receive);
  await app.settle();
});
afterAll(async () => {
  await app.stop();
  await store.close();
});

const does = async (act: Promise<void>): Promise<void> => {
  await act;
  await app.settle();
};

test("one person on two platforms: linked from one, a report begun there and sent from the other, reached wherever they can be", async () => {
  // The month's report is asked for on the only account, and begun there.
  await does(red.says("NURSE", "báo cáo tháng"));
  await does(red.says("NURSE", "Đã trực đủ 22 ngày"));
  expect(red.last("NURSE").text).toContain("Câu 2/");

  // A second platform, with a code from the first.
  await does(red.says("NURSE", "/lienket"));
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(
    red.heard("NURSE").findLast(({ text }) => text.includes("Mã liên kết"))?.text ?? "",
  );
  await does(blue.says("N2", "chào"));
  expect(blue.last("N2").text).toContain("chưa biết anh/chị là ai");
  await does(blue.says("N2", code?.[0] ?? ""));
  expect(blue.last("N2").text).toContain("Chào Ngô Thị Điều!");

  // The report goes on there at the question that is open, and is sent from there.
  await does(blue.says("N2", "báo cáo tháng"));
  expect(blue.last("N2").text).toContain("Câu 2/");
  await does(blue.says("N2", "1"));
  await does(blue.says("N2", "Tiếp tục trực"));
  await does(blue.says("N2", "1"));
  await does(blue.taps("N2", "Nộp báo cáo"));
  expect(blue.last("N2").text).toContain("Đã nộp báo cáo tháng");
  const version = await store.prisma.reportVersion.findFirstOrThrow();
  expect(JSON.stringify(version.answers)).toContain("Đã trực đủ 22 ngày");
  // The question that was left open on the first platform changes nothing any more.
  const left = red.heard("NURSE").findLast(({ labels }) => labels.includes("Không có"));
  await does(red.tapsData("NURSE", `${left?.message.offer?.offerId}.0`));
  expect(red.last("NURSE").text).toContain("không còn hiệu lực");
  expect(await store.prisma.reportVersion.count()).toBe(1);

  // On Monday the first platform does not take the reminder: it comes on the second, and is answered there.
  await organisation.give({
    text: "Lập danh sách tiêm chủng",
    unitId: organisation.units.health,
    dueOn: "2026-11-24",
    holderId: organisation.members.nurse,
  });
  red.failAlways("NURSE", new ChannelError("never", "blocked"));
  now = at("2026-11-23", "08:00");
  await app.settle();
  await app.settle();
  expect(blue.last("N2").text).toContain("Lập danh sách tiêm chủng");
  await does(blue.taps("N2", "Đã xong"));
  expect(await store.prisma.progress.findMany({ select: { memberId: true, state: true } })).toEqual([
    { memberId: organisation.members.nurse, state: "reported" },
  ]);
  expect(red.heard("CHIEF").some(({ text }) => text.includes("Lập danh sách tiêm chủng"))).toBe(true);

  // Both platforms are lost: the head hears of it the next morning, by number.
  await organisation.give({
    text: "Kiểm kê thuốc",
    unitId: organisation.units.health,
    dueOn: "2026-11-25",
    holderId: organisation.members.nurse,
  });
  blue.failAlways("N2", new ChannelError("never", "blocked"));
  now = at("2026-11-24", "08:00");
  await app.settle();
  await app.settle();
  expect(red.last("HEALTH-HEAD").text).toContain("không gửi được 1 tin nhắn cho Ngô Thị Điều");

  // Writing again is enough to be reached again.
  blue.failAlways("N2", null);
  await does(blue.says("N2", "việc của tôi"));
  expect(blue.last("N2").text).toContain("Kiểm kê thuốc");
  const trace = await store.prisma.accountChange.findMany({ orderBy: { id: "asc" } });
  expect(trace.map(({ channel, what }) => `${channel} ${what}`)).toEqual([
    "blue linked",
    "red blocked",
    "blue blocked",
    "blue back",
  ]);
});
