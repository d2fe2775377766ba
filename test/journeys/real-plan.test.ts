import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { foldTone } from "../../src/domain/fold-vietnamese.ts";
import { createLog } from "../../src/log.ts";
import { importPlan } from "../../src/plans/import-plan.ts";
import { issuePlan } from "../../src/plans/issue-plan.ts";
import { readPlan } from "../../src/plans/read/read-plan.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore } from "../support/database.ts";
import { fakeChannel } from "../support/fake-channel.ts";
import { ZONE } from "../support/organisation.ts";

const PLAN = join(import.meta.dirname, "../../../shared/plans/kh-nq-tw4-2012.txt");
const here = existsSync(PLAN);

let store: Store;
let folder: string;

beforeAll(async () => {
  store = await openTestStore();
  folder = await mkdtemp(join(tmpdir(), "nhacviec-journey-"));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

test("the real plans are at hand for the journey", (context) => {
  if (!here) context.skip("skipped: ../shared/plans is not here");
  expect(here).toBe(true);
});

test.skipIf(!here)(
  "a real plan is read, imported, issued, reminded of, answered, reported on and summed up",
  async () => {
    const path = join(folder, "ke-hoach.txt");
    await writeFile(path, (await readFile(PLAN, "utf8")).replace(/^https?:\/\/\S+\n+/, ""));
    const draft = await readPlan(path);
    let now = new Date("2012-04-02T07:00:00+07:00");
    const { prisma } = store;
    // An organisation in which every unit that the plan names exists, each with a head who is linked.
    const root = await prisma.unit.create({ data: { code: "ROOT", name: "Cơ quan theo dõi" } });
    const names = [
      ...new Map(draft.tasks.flatMap((task) => task.leadUnits.map((name) => [foldTone(name), name]))).values(),
    ];
    for (const [index, name] of ["Cơ quan theo dõi", ...names].entries()) {
      const unit =
        index === 0 ? root : await prisma.unit.create({ data: { code: `U${index}`, name, parentId: root.id } });
      const code = `H${index}`;
      await prisma.member.create({
        data: {
          code,
          fullName: `Trưởng ${index}`,
          memberships: { create: { unitId: unit.id, role: "head", position: 0 } },
          accounts: { create: { channel: "fake", address: code, chatId: code, linkedAt: now } },
        },
      });
    }
    await prisma.room.create({ data: { channel: "fake", chatId: "lanh-dao", unitId: root.id, createdAt: now } });

    const imported = await importPlan(store, { path, monitorCode: null, dryRun: false, now });
    expect(imported.tasks).toBe(draft.tasks.length);
    // "các ban X" and "ban X" stand for one body here: two units of one name are asked about, never chosen between.
    const unclear = imported.unresolved.filter(({ written }) => names.includes(written));
    expect(unclear.every(({ proposals }) => proposals.length > 1)).toBe(true);
    expect(unclear.length).toBeLessThan(3);
    await expect(importPlan(store, { path, monitorCode: null, dryRun: false, now })).rejects.toMatchObject({
      code: "plan-known",
    });
    const dry = await issuePlan(store, {
      planId: imported.planId,
      restTo: null,
      dryRun: true,
      today: "2012-04-02",
      now,
    });
    expect(await prisma.assignment.count()).toBe(0);
    const issued = await issuePlan(store, {
      planId: imported.planId,
      restTo: null,
      dryRun: false,
      today: "2012-04-02",
      now,
    });
    expect(issued.assignments).toBe(dry.assignments);
    expect(issued.assignments).toBeGreaterThan(40);

    const channel = fakeChannel();
    const app = createApp({
      store,
      channels: [channel],
      clock: { now: () => now },
      log: createLog("silent"),
      dataDir: folder,
      zone: ZONE,
      language: "vi",
      works: true,
      serves: true,
      plans: true,
    });
    await channel.start(app.receive);

    // The last working days of a month in which the plan has deadlines.
    now = new Date("2012-05-30T08:00:00+07:00");
    await app.settle();
    const reminded = await prisma.reminder.findFirstOrThrow({
      where: { stage: "-1" },
      include: { member: true, assignment: { include: { task: true } } },
    });
    const { code } = reminded.member;
    expect(channel.last(code).text).toContain(reminded.assignment.task.text.slice(0, 20));
    await channel.says(code, "đơn vị tôi còn việc gì");
    await app.deliver();
    const mine = channel.heard(code).findLast(({ labels }) => labels.some((label) => label.includes("31/05/2012")));
    const label = mine?.labels.find((one) => one.includes("31/05/2012")) ?? "";
    await channel.taps(code, label);
    await app.deliver();
    await channel.taps(code, "Đã xong");
    await app.deliver();
    expect(await prisma.assignment.count({ where: { state: "reported" } })).toBe(1);
    await channel.says("H0", "chờ duyệt");
    await app.deliver();
    await channel.taps("H0", 1);
    await app.deliver();
    await channel.taps("H0", "Xác nhận hoàn thành");
    await app.deliver();
    expect(await prisma.assignment.count({ where: { state: "confirmed" } })).toBe(1);

    now = new Date("2012-06-04T07:30:00+07:00");
    await app.settle();
    const letter = channel.last("lanh-dao").text;
    expect(letter).toMatch(/1 xong|1\/\d+ xong|1\/\d+/);
    for (const head of await prisma.member.findMany()) expect(letter).not.toContain(`${head.fullName} `);
    await app.stop();
  },
);
