import { hashLinkCode } from "../../src/chat/link.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { toDate } from "../../src/store/days.ts";
import type { Store } from "../../src/store/open-store.ts";

/**
 * A small organisation: a root with a head and a leader, two departments, an issued plan monitored by the root.
 * Everybody but `stranger` is linked on the channel, their address is their code.
 */
export type Organisation = {
  readonly units: { readonly root: number; readonly health: number; readonly finance: number };
  readonly members: Readonly<Record<"chief" | "leader" | "healthHead" | "nurse" | "clerk" | "financeHead", number>>;
  readonly planId: number;
  /** Gives a unit an assignment due on a day (null: no day) and returns its id. */
  give(task: {
    text: string;
    unitId: number;
    dueOn: CalendarDate | null;
    holderId?: number;
    givenOn?: CalendarDate;
  }): Promise<number>;
};

export const ZONE = "Asia/Ho_Chi_Minh";

const PEOPLE = {
  chief: ["CHIEF", "Lê Văn Chánh", "root", "head"],
  leader: ["LEADER", "Trần Thị Lãnh", "root", "leader"],
  healthHead: ["HEALTH-HEAD", "Phạm Văn Y", "health", "head"],
  nurse: ["NURSE", "Ngô Thị Điều", "health", "member"],
  clerk: ["CLERK", "Đỗ Văn Thư", "health", "member"],
  financeHead: ["FINANCE-HEAD", "Vũ Thị Tài", "finance", "head"],
} as const;

export async function makeOrganisation(store: Store, now: Date, channel = "fake"): Promise<Organisation> {
  const { prisma } = store;
  const root = await prisma.unit.create({ data: { code: "ROOT", name: "Ủy ban tỉnh Sông Mơ", shortName: "Tỉnh" } });
  const health = await prisma.unit.create({ data: { code: "HEALTH", name: "Sở Y tế", parentId: root.id } });
  const finance = await prisma.unit.create({ data: { code: "FINANCE", name: "Sở Tài chính", parentId: root.id } });
  const units = { root: root.id, health: health.id, finance: finance.id };
  const members: Record<string, number> = {};
  for (const [key, [code, fullName, unit, role]] of Object.entries(PEOPLE)) {
    const member = await prisma.member.create({
      data: {
        code,
        fullName,
        memberships: { create: { unitId: units[unit], role, position: 0 } },
        accounts: { create: { channel, address: code, chatId: code, linkedAt: now } },
      },
    });
    members[key] = member.id;
  }
  const plan = await prisma.plan.create({
    data: {
      number: "12/KH-UB",
      title: "Kế hoạch cải cách",
      monitorUnitId: root.id,
      sourceName: "ke-hoach.md",
      sourceHash: "0".repeat(64),
      state: "issued",
      createdAt: now,
      issuedAt: now,
    },
  });
  let position = 0;
  return {
    units,
    members: members as Organisation["members"],
    planId: plan.id,
    async give({ text, unitId, dueOn, holderId, givenOn = "2026-09-01" }) {
      position++;
      const task = await prisma.task.create({
        data: {
          planId: plan.id,
          position,
          heading: `II.${position}`,
          text,
          deadlineKind: dueOn === null ? "none" : "once",
          deadlineEnd: dueOn === null ? null : toDate(dueOn),
          confidence: 1,
        },
      });
      const given = await prisma.assignment.create({
        data: {
          taskId: task.id,
          unitId,
          occurrence: dueOn ?? "none",
          originalDueOn: dueOn === null ? null : toDate(dueOn),
          dueOn: dueOn === null ? null : toDate(dueOn),
          holderId: holderId ?? null,
          givenOn: toDate(givenOn),
          givenAt: now,
        },
      });
      return given.id;
    },
  };
}

/** A member without an account, with an invite of this code. */
export async function inviteStranger(
  store: Store,
  organisation: Organisation,
  code: string,
  now: Date,
): Promise<number> {
  const member = await store.prisma.member.create({
    data: {
      code: "STRANGER",
      fullName: "Hà Thị Mới",
      memberships: { create: { unitId: organisation.units.finance, role: "member", position: 0 } },
      invites: {
        create: { codeHash: hashLinkCode(code), createdAt: now, expiresAt: new Date(now.getTime() + 48 * 3_600_000) },
      },
    },
  });
  return member.id;
}
