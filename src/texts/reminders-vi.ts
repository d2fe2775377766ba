import type { CalendarDate } from "../domain/calendar-date.ts";
import { formatDay, formatPeriod, formatShortDay } from "./format.ts";

const inDays = (days: number): string => {
  if (days === 0) return "hôm nay";
  return days > 0 ? `còn ${days} ngày` : `quá hạn ${-days} ngày`;
};

/** What the clock makes the bot say to one person: reminders of work and of the monthly report. */
export const remindersVi = {
  titleOne: (daysLeft: number) => (daysLeft === 0 ? "Nhắc việc: hạn là hôm nay" : `Nhắc việc: ${inDays(daysLeft)}`),
  title: (count: number, today: CalendarDate) => `Nhắc việc ngày ${formatShortDay(today)}: ${count} việc`,
  counts: (overdue: number, dueToday: number, upcoming: number) =>
    [
      ...(overdue === 0 ? [] : [`${overdue} việc quá hạn`]),
      ...(dueToday === 0 ? [] : [`${dueToday} việc đến hạn hôm nay`]),
      ...(upcoming === 0 ? [] : [`${upcoming} việc sắp đến hạn`]),
    ].join(", "),
  plan: (plan: string, heading: string) => `Kế hoạch: ${plan}${heading === "" ? "" : `, mục ${heading}`}`,
  unit: (unit: string) => `Đơn vị: ${unit}`,
  due: (dueOn: CalendarDate, daysLeft: number, words: string | null) =>
    `Thời hạn: ${formatDay(dueOn)}, ${inDays(daysLeft)}${words === null ? "" : ` (văn bản ghi: “${words}”)`}`,
  asked: (newDueOn: CalendarDate) => `Đang xin gia hạn đến ${formatDay(newDueOn)}`,
  insteadOf: (name: string) => `Anh/chị nhận lời nhắc này thay ${name} đang nghỉ.`,
  someInsteadOf: (names: readonly string[]) => `Trong đó có việc anh/chị nhận thay ${names.join(", ")} đang nghỉ.`,
  unheld: "Việc này chưa giao cho ai.",
  holderAway: "Người được giao đang nghỉ hoặc không còn ở đơn vị.",
  pick: "Chọn một việc để xem hoặc trả lời:",
  all: (count: number) => `Xem tất cả (${count})`,
  line: (about: string, dueOn: CalendarDate, daysLeft: number) => `${about} (${formatDay(dueOn)}, ${inDays(daysLeft)})`,
  lateTitle: (count: number, today: CalendarDate) => `Việc quá hạn ngày ${formatShortDay(today)}: ${count} việc`,
  lateHeading: "Đơn vị trong phạm vi của anh/chị có việc quá hạn:",
  lateUnit: (unit: string, count: number, oldestDueOn: CalendarDate) =>
    `• ${unit}: ${count} việc, hạn sớm nhất ${formatDay(oldestDueOn)}`,
  lateUnitsMore: (units: number) => `• và ${units} đơn vị khác`,
  openUnit: "Việc của đơn vị",

  report: {
    openTitle: (period: string) => `Báo cáo tháng ${formatPeriod(period)}`,
    open: (coversFrom: CalendarDate, coversTo: CalendarDate, dueOn: CalendarDate) =>
      `Đến kỳ báo cáo cam kết (từ ${formatDay(coversFrom)} đến ${formatDay(coversTo)}). Hạn nộp: ${formatDay(dueOn)}. Tôi hỏi từng câu, mất vài phút; anh/chị có thể dừng và làm tiếp sau.`,
    remindTitle: (period: string, daysLeft: number) => `Báo cáo tháng ${formatPeriod(period)}: ${inDays(daysLeft)}`,
    remind: (dueOn: CalendarDate, daysLeft: number) =>
      daysLeft < 0
        ? `Tôi chưa nhận được báo cáo của anh/chị; hạn nộp là ${formatDay(dueOn)}. Anh/chị vẫn nộp được bây giờ.`
        : `Tôi chưa nhận được báo cáo của anh/chị. Hạn nộp: ${formatDay(dueOn)}.`,
    start: "Làm báo cáo",
    closeTitle: (period: string) => `Báo cáo tháng ${formatPeriod(period)}: hết hạn nộp`,
    close: (unit: string, submitted: number, asked: number) => `${unit}: ${submitted}/${asked} người đã nộp.`,
    closeBelow: (submitted: number, asked: number) =>
      `Kể cả các đơn vị trực thuộc: ${submitted}/${asked} người đã nộp.`,
  },

  dryRun: {
    nothing: (at: string) => `Lúc ${at} không có lời nhắc nào cần gửi.`,
    closed: (at: string, opensAt: string) =>
      `Lúc ${at} là ngoài giờ nhắc việc nên không gửi gì; lần nhắc tới là ${opensAt}.`,
    summary: (at: string, people: number, assignments: number) =>
      `Lúc ${at} sẽ gửi cho ${people} người, nhắc ${assignments} lượt việc. Chưa gửi gì.`,
    person: (code: string, name: string, reachable: boolean) =>
      `${code} ${name}${reachable ? "" : " (chưa liên kết tài khoản nào nên sẽ không nhận được)"}`,
    why: (stage: string, reason: string, insteadOf: string | null) =>
      `mốc ${stage}; ${reason}${insteadOf === null ? "" : `; thay ${insteadOf} đang nghỉ`}`,
    reasons: {
      holder: "người được giao",
      head: "trưởng đơn vị của việc chưa giao",
      member: "người của đơn vị chưa có trưởng",
      "unit-heads": "trưởng đơn vị, việc quá hạn",
      "heads-above": "trưởng đơn vị cấp trên, việc quá hạn",
    },
    more: (count: number) => `và ${count} việc khác`,
  },
};
