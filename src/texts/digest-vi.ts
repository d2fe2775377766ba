import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import type { Figures } from "../domain/figures.ts";
import { formatPeriod, formatShortDay } from "./format.ts";

type Signed = Readonly<Record<keyof Figures, string>>;

/** The weekly summary of a channel. A sign in brackets is the change since the week before. */
export const digestVi = {
  title: (week: string, monday: CalendarDate, sunday: CalendarDate, unit: string | null) =>
    `Tổng hợp tuần ${week.slice(6)}/${week.slice(0, 4)} (${formatShortDay(monday)}–${formatShortDay(sunday)})${unit === null ? "" : `: ${unit}`}`,
  nothing: "Tuần qua không có việc nào đang theo dõi.",
  noChange: "Không có thay đổi so với tuần trước.",
  all: (figures: Figures, change: Signed) =>
    `${figures.total} việc: ${figures.done} xong (${change.done}), ${figures.reported} chờ xác nhận (${change.reported}), ${figures.doing} đang làm (${change.doing}), ${figures.open} chưa báo (${change.open}); ${figures.overdue} quá hạn (${change.overdue}), ${figures.extended} gia hạn (${change.extended}).`,
  ahead: (dueThisWeek: number, dueNextWeek: number, sunday: CalendarDate) =>
    `Đến hạn trong tuần: ${dueThisWeek}. Tuần tới (${formatShortDay(addDays(sunday, 1))}–${formatShortDay(addDays(sunday, 7))}): ${dueNextWeek} việc đến hạn.`,
  reports: ({ period, submitted, asked }: { period: string; submitted: number; asked: number }) =>
    `Báo cáo tháng ${formatPeriod(period)}: ${submitted}/${asked} người đã nộp.`,
  plans: "Theo kế hoạch:",
  plan: (name: string, figures: Figures, change: Signed) =>
    `• ${name}: ${figures.done}/${figures.total} xong (${change.done}), ${figures.doing} đang làm (${change.doing}), ${figures.dueThisWeek} đến hạn trong tuần, ${figures.overdue} quá hạn (${change.overdue}), ${figures.extended} gia hạn (${change.extended})`,
  morePlans: (count: number) => `• và ${count} kế hoạch khác; gõ “kế hoạch” với tôi để xem đủ`,
  units: "Theo đơn vị:",
  unit: (name: string, figures: Figures, change: Signed) =>
    `• ${name}: ${figures.done}/${figures.total} xong (${change.done}), ${figures.overdue} quá hạn (${change.overdue}), tuần tới ${figures.dueNextWeek}`,
  moreUnits: (count: number) => `• và ${count} đơn vị khác; gõ “kế hoạch” với tôi để xem đủ`,
};
