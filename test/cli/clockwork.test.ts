import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { local, setCalendar } from "../support/planning.ts";
import { runCommand } from "../support/run-command.ts";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, local("2026-11-02 09:00"));
});

/** Runs a command; what it prints, or what its refusal says. */
async function run(...args: string[]): Promise<string> {
  const { out, err } = await runCommand(store, local("2026-11-23 08:00"), args);
  return [out, err].filter(Boolean).join("\n");
}

const giveNurse = (dueOn: string) =>
  organisation.give({ text: "Việc", unitId: organisation.units.health, dueOn, holderId: organisation.members.nurse });

describe("remind --dry-run", () => {
  test("says what would be sent, to whom and why, and sends nothing", async () => {
    await giveNurse("2026-11-18");
    await store.prisma.account.deleteMany({ where: { memberId: organisation.members.nurse } });
    expect(await run("remind", "--dry-run")).toBe(
      [
        "Lúc 23/11/2026 08:00 sẽ gửi cho 2 người, nhắc 2 lượt việc. Chưa gửi gì.",
        "HEALTH-HEAD Phạm Văn Y",
        "    II.1 2026-11-18: mốc head; trưởng đơn vị, việc quá hạn",
        "NURSE Ngô Thị Điều (chưa liên kết tài khoản nào nên sẽ không nhận được)",
        "    II.1 2026-11-18: mốc +3; người được giao",
      ].join("\n"),
    );
    const json = JSON.parse(await run("remind", "--dry-run", "--at", "2026-11-23T09:00:00+07:00", "--json"));
    expect(json).toMatchObject({ at: "2026-11-23T02:00:00.000Z", open: true });
    expect(json.people[1]).toMatchObject({ code: "NURSE", count: 1, message: { title: "Nhắc việc: quá hạn 5 ngày" } });
    expect([await store.prisma.delivery.count(), await store.prisma.reminder.count()]).toEqual([0, 0]);
  });

  test("outside reminding hours says when they next begin", async () => {
    await setCalendar(store, { "2026-11-24": "off" });
    expect(await run("remind", "--dry-run", "--at", "2026-11-23T07:45:00+07:00")).toContain(
      "lần nhắc tới là 23/11/2026 08:00",
    );
    expect(await run("remind", "--dry-run", "--at", "2026-11-23T18:00:00+07:00")).toContain(
      "lần nhắc tới là 25/11/2026 08:00",
    );
  });

  test("refuses an instant without an offset, and to run for real", async () => {
    expect(await run("remind", "--dry-run", "--at", "2026-11-23 08:00")).toContain(
      "“2026-11-23 08:00” không phải là thời điểm",
    );
    expect(await run("remind")).toContain("chỉ chạy được với --dry-run");
  });
});

describe("digest", () => {
  test("prints a week's figures and text, and posts nothing", async () => {
    await store.prisma.room.create({
      data: { channel: "fake", chatId: "kenh", unitId: organisation.units.root, createdAt: local("2026-11-02 09:00") },
    });
    await giveNurse("2026-11-18");
    expect(await run("digest", "--week", "2026-W47")).toMatch(
      /^Tổng hợp tuần 47\/2026 \(16\/11–22\/11\)\n1 việc: 0 xong/,
    );
    const json = JSON.parse(
      await run("digest", "--week", "2026-W47", "--unit", "HEALTH", "--plan", String(organisation.planId), "--json"),
    );
    expect(json).toMatchObject({
      week: "2026-W47",
      unit: { code: "HEALTH" },
      all: { figures: { total: 1, overdue: 1 }, change: { overdue: 1 } },
    });
    expect(json.plans).toHaveLength(1);
    expect(await store.prisma.delivery.count()).toBe(0);
  });

  test("refuses a week, a plan or a unit that does not exist, naming it", async () => {
    expect(await run("digest", "--week", "2026-W54")).toContain("“2026-W54” không phải là tuần");
    expect(await run("digest", "--week", "2026-W47", "--plan", "12x")).toContain("Không có kế hoạch “12x”");
    expect(await run("digest", "--week", "2026-W47", "--unit", "SO-LA")).toContain("Không có đơn vị “SO-LA”");
  });
});
