import type { Store } from "../../src/store/open-store.ts";
import { smallDocx, wordParagraph } from "../plans/read/small-docx.ts";
import type { Organisation } from "./organisation.ts";

/** Somebody who keeps the plans, linked as ADMIN; with further roles in other units when they also work. */
export async function addAdministrator(
  store: Store,
  { units }: Organisation,
  now: Date,
  also: readonly { role: "member" | "head"; unitId: number }[] = [],
): Promise<number> {
  const memberships = [{ role: "admin" as const, unitId: units.root }, ...also];
  const member = await store.prisma.member.create({
    data: {
      code: "ADMIN",
      fullName: "Đinh Thị Quản",
      memberships: { create: memberships.map((membership, position) => ({ ...membership, position })) },
      accounts: { create: { channel: "fake", address: "ADMIN", chatId: "ADMIN", linkedAt: now } },
    },
  });
  return member.id;
}

const HEAD = [
  "ỦY BAN NHÂN DÂN",
  "TỈNH SÔNG MƠ",
  "Số: 31/KH-UBND",
  "Sông Mơ, ngày 16 tháng 11 năm 2026",
  "KẾ HOẠCH",
  "Khám bệnh từ xa năm 2027",
  "I. NHIỆM VỤ",
];

/** Two tasks of units that the organisation has, and one of a unit that it has not. */
export const PLAN_TASKS = [
  "1. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án khám bệnh từ xa. Hoàn thành trước ngày 15/12/2026.",
  "2. Sở Tài chính chủ trì bố trí kinh phí mua thiết bị. Hoàn thành trước ngày 01/12/2026.",
  "3. Sở Xây dựng chủ trì rà soát trạm y tế xuống cấp. Hoàn thành trước ngày 30/11/2026.",
];

/** A small plan as a Word file; a stamp stands where secret documents bear it. */
export const planDocx = (tasks: readonly string[] = PLAN_TASKS, stamp: string | null = null): Uint8Array =>
  smallDocx(...[...(stamp === null ? [] : [stamp]), ...HEAD, ...tasks].map(wordParagraph));
