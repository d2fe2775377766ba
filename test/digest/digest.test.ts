import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { printedBody } from "../../src/delivery/message.ts";
import { type Digest, digestOf } from "../../src/digest/digest.ts";
import { gatherWeek } from "../../src/digest/gather.ts";
import { digestLetter } from "../../src/digest/letter.ts";
import { changeSince, type Figures, figuresOf } from "../../src/domain/figures.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";
import { textsIn } from "../../src/texts/texts.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation, ZONE } from "../support/organisation.ts";
import { local } from "../support/planning.ts";

const BEGIN = local("2026-11-02 09:00");

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, BEGIN);
});

const give = (dueOn: string | null, unit: "health" | "finance" = "health") =>
  organisation.give({ text: "Việc của đơn vị", unitId: organisation.units[unit], dueOn });
const say = (assignmentId: number, when: string, state: "doing" | "reported" | "returned" | "confirmed") =>
  store.prisma.progress.create({
    data: {
      assignmentId,
      memberId: organisation.members.nurse,
      at: local(when),
      state,
      percent: 10,
      note: "lời riêng",
    },
  });
const extend = async (assignmentId: number, oldDueOn: string, newDueOn: string, decided: string) => {
  await store.prisma.extension.create({
    data: {
      assignmentId,
      oldDueOn: toDate(oldDueOn),
      newDueOn: toDate(newDueOn),
      reason: "lý do riêng",
      state: "granted",
      askedById: organisation.members.nurse,
      askedAt: BEGIN,
      decidedById: organisation.members.chief,
      decidedAt: local(decided),
    },
  });
  await store.prisma.assignment.update({ where: { id: assignmentId }, data: { dueOn: toDate(newDueOn) } });
};
const week47 = async (unitId: number | null = null): Promise<Digest> =>
  digestOf(await gatherWeek(store.prisma, { week: "2026-W47", planId: null, zone: ZONE }), unitId);

describe("the figures of a week", () => {
  test("are as of its last moment, whatever was said since", async () => {
    const id = await give("2026-11-20");
    await say(id, "2026-11-10 09:00", "doing");
    await say(id, "2026-11-22 23:59", "reported");
    await say(id, "2026-11-23 00:00", "confirmed");
    const { all } = await week47();
    expect(all.figures).toMatchObject({ total: 1, reported: 1, done: 0, doing: 0 });
    expect(all.change).toMatchObject({ total: 0, reported: 1, doing: -1 });
  });

  test("count work as overdue by the due day it had then: an extension granted later changes nothing", async () => {
    const early = await give("2026-11-19");
    await extend(early, "2026-11-19", "2026-12-10", "2026-11-18 10:00");
    const late = await give("2026-11-19");
    await extend(late, "2026-11-19", "2026-12-10", "2026-11-24 10:00");
    const { all } = await week47();
    expect(all.figures).toMatchObject({ overdue: 1, extended: 1, dueThisWeek: 1 });
    expect(all.change).toMatchObject({ overdue: 1, extended: 1 });
  });

  test("count what is due in the week and in the next, done or not and to be done", async () => {
    const done = await give("2026-11-16");
    await say(done, "2026-11-17 09:00", "confirmed");
    await give("2026-11-22");
    await give("2026-11-23");
    const reported = await give("2026-11-29");
    await say(reported, "2026-11-18 09:00", "reported");
    await give("2026-11-30");
    expect((await week47()).all.figures).toMatchObject({ total: 5, dueThisWeek: 2, dueNextWeek: 1, overdue: 1 });
  });

  test("leave out plans issued later and work given later or cancelled", async () => {
    await give("2026-11-20");
    const later = await give("2026-11-20");
    await store.prisma.assignment.update({ where: { id: later }, data: { givenAt: local("2026-11-23 08:00") } });
    const cancelled = await give("2026-11-20");
    await store.prisma.assignment.update({ where: { id: cancelled }, data: { state: "cancelled" } });
    expect((await week47()).all.figures.total).toBe(1);
    await store.prisma.plan.update({
      where: { id: organisation.planId },
      data: { issuedAt: local("2026-11-23 08:00") },
    });
    expect((await week47()).all.figures.total).toBe(0);
  });

  test("of a unit are those of the unit and all below it", async () => {
    await give("2026-11-20", "health");
    await give("2026-11-20", "finance");
    const root = await week47(organisation.units.root);
    expect([root.all.figures.total, root.units.map(({ code }) => code)]).toEqual([2, ["FINANCE", "HEALTH"]]);
    const health = await week47(organisation.units.health);
    expect([health.all.figures.total, health.units.map(({ code }) => code)]).toEqual([1, ["HEALTH"]]);
  });

  test("hold how many have reported in the newest cycle, 0 of N too, and not what was sent back", async () => {
    const { health, finance } = organisation.units;
    const { nurse, clerk, financeHead } = organisation.members;
    const cycle = await store.prisma.reportCycle.create({
      data: {
        period: "2026-11",
        coversFrom: toDate("2026-11-01"),
        coversTo: toDate("2026-11-30"),
        opensOn: toDate("2026-11-20"),
        dueOn: toDate("2026-11-25"),
        createdAt: local("2026-11-20 08:00"),
      },
    });
    const asked: [number, number][] = [
      [nurse, health],
      [clerk, health],
      [financeHead, finance],
    ];
    await store.prisma.report.createMany({
      data: asked.map(([memberId, unitId]) => ({ cycleId: cycle.id, memberId, unitId })),
    });
    expect((await week47()).reports).toEqual({ period: "2026-11", asked: 3, submitted: 0 });
    for (const reportId of [1, 2]) {
      await store.prisma.reportVersion.create({
        data: { reportId, version: 1, answers: {}, submittedAt: local("2026-11-21 09:00") },
      });
    }
    await store.prisma.reportDecision.create({
      data: { reportId: 2, version: 1, state: "returned", memberId: financeHead, at: local("2026-11-22 09:00") },
    });
    expect((await week47(health)).reports).toEqual({ period: "2026-11", asked: 2, submitted: 1 });
  });
});

describe("the weekly letter", () => {
  /** As one text: where there are no threads. */
  const letter = (digest: Digest) => {
    const { title, ...rest } = digestLetter(digest, textsIn("vi", "vi"));
    return { title, body: printedBody({ ...rest, offer: null }) };
  };

  test("keeps the units apart, to be read in a thread", async () => {
    await give("2026-11-18", "finance");
    const { body, details } = digestLetter(await week47(organisation.units.root), textsIn("vi", "vi"));
    expect(body).not.toContain("Sở Tài chính");
    expect(details).toContain("Sở Tài chính");
  });

  test("says per plan and unit what is done, under way, due, overdue and extended, with the change since last week", async () => {
    const id = await give("2026-11-18");
    await say(id, "2026-11-19 09:00", "confirmed");
    await give("2026-11-18", "finance");
    const { title, body } = letter(await week47(organisation.units.root));
    expect(title).toBe("Tổng hợp tuần 47/2026 (16/11–22/11): Tỉnh");
    expect(body).toContain(
      "2 việc: 1 xong (+1), 0 chờ xác nhận (=), 0 đang làm (=), 1 chưa báo (−1); 1 quá hạn (+1), 0 gia hạn (=).",
    );
    expect(body).toContain(
      "• 12/KH-UB: 1/2 xong (+1), 0 đang làm (=), 2 đến hạn trong tuần, 1 quá hạn (+1), 0 gia hạn (=)",
    );
    expect(body).toContain("• Sở Tài chính: 0/1 xong (=), 1 quá hạn (+1), tuần tới 0");
  });

  test("names no person and repeats nobody's words", async () => {
    const id = await give("2026-11-18");
    await say(id, "2026-11-19 09:00", "doing");
    await extend(id, "2026-11-18", "2026-12-18", "2026-11-19 09:00");
    const { title, body } = letter(await week47());
    for (const { fullName } of await store.prisma.member.findMany()) expect(`${title}${body}`).not.toContain(fullName);
    expect(body).not.toMatch(/riêng|Việc của đơn vị/);
  });

  test("is written for a week without anything, and for one without a change, and says so", async () => {
    expect(letter(await week47()).body).toBe("Tuần qua không có việc nào đang theo dõi.");
    await give("2026-12-30");
    expect(letter(await week47()).body).toContain("Không có thay đổi so với tuần trước.");
  });

  const figures: Figures = figuresOf(
    [{ state: "doing", dueOn: "2026-11-10", extended: true, count: 1234 }],
    "2026-11-16",
  );
  const line = { figures, change: changeSince(figures, figuresOf([], "2026-11-09")) };
  const bigDigest = (plans: number, units: number): Digest => ({
    week: "2026-W47",
    monday: "2026-11-16",
    sunday: "2026-11-22",
    unit: { id: 1, code: "ROOT", name: "Ủy ban nhân dân tỉnh Sông Mơ" },
    all: line,
    plans: Array.from({ length: plans }, (_, n) => ({ ...line, id: n, number: `${100 + n}/KH-UBND`, title: "" })),
    units: Array.from({ length: units }, (_, n) => ({
      ...line,
      id: n,
      code: `U${n}`,
      name: `Sở số ${n} có tên khá dài`,
    })),
    reports: { period: "2026-11", asked: 400, submitted: 12 },
  });

  test("fits one message with eight plans and thirty units", () => {
    const { title, body } = letter(bigDigest(8, 30));
    expect(title.length + 1 + body.length).toBeLessThanOrEqual(4096);
    expect(body).toContain("Sở số 29");
    expect(body).not.toContain("đơn vị khác");
  });

  test("is cut at a line, with the number left out and where to see them, when it does not fit", () => {
    const { title, body } = letter(bigDigest(200, 300));
    expect(title.length + 1 + body.length).toBeLessThanOrEqual(4096);
    expect(body).toMatch(/• và \d+ kế hoạch khác; gõ “kế hoạch” với tôi để xem đủ\n\n/);
    expect(body).toMatch(/• và \d+ đơn vị khác; gõ “kế hoạch” với tôi để xem đủ$/);
  });
});
