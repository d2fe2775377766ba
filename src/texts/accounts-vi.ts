import type { CalendarDate } from "../domain/calendar-date.ts";
import { formatDay, formatPeriod } from "./format.ts";

/** A person's accounts on several platforms: which there are, which comes first, linking and unlinking. */
export const accountsVi = {
  title: "Tài khoản của anh/chị",
  line: (name: string, account: { first: boolean; here: boolean; blockedOn: CalendarDate | null }) =>
    `• ${name}: ${account.first ? "chính" : "dự phòng"}${account.here ? ", đang dùng" : ""}${account.blockedOn === null ? "" : `, đã chặn tôi từ ${formatDay(account.blockedOn)}`}`,
  hint: "Tôi nhắn vào tài khoản chính; khi không gửi được, tôi nhắn vào tài khoản tiếp theo.",
  gone: "Tài khoản này không còn liên kết với anh/chị nên tôi không thay đổi gì.",
  madeFirst: (name: string) => `Từ giờ tôi nhắn vào ${name} trước.`,

  code: (code: string, hours: number) =>
    `Mã liên kết của anh/chị: ${code}\nMở ứng dụng chat kia, tìm bot của cơ quan rồi gửi cho bot:\n/lienket ${code}\nMã dùng được một lần trong ${hours} giờ. Ai có mã sẽ nhận tin của anh/chị, nên đừng chuyển mã cho người khác.`,
  own: "Tài khoản này đã liên kết với anh/chị rồi và mã chưa bị dùng. Anh/chị gửi mã từ tài khoản muốn thêm.",
  welcome: (name: string, here: string, first: string) =>
    `Đã liên kết. Chào ${name}!\n${here} là tài khoản dự phòng; tôi vẫn nhắn vào ${first} trước. Việc đang dở ở ${first} làm tiếp ở đây được. Đổi tài khoản chính: /taikhoan.`,
  added: (name: string) =>
    `Tài khoản ${name} vừa được liên kết thêm với anh/chị. Nếu không phải anh/chị làm, gõ /taikhoan để huỷ liên kết và báo quản trị.`,
  movedAway: (name: string) =>
    `Tài khoản ${name} của anh/chị vừa được liên kết với người khác bằng mã mời nên tôi không nhắn cho anh/chị ở đó nữa. Nếu anh/chị không biết việc này, báo quản trị ngay.`,

  askUnlink: (name: string, next: string) => `Huỷ liên kết ${name}? Từ đó tôi nhắn cho anh/chị qua ${next}.`,
  askUnlinkLast: (name: string) =>
    `${name} là tài khoản cuối cùng tôi nhắn được cho anh/chị. Huỷ liên kết thì anh/chị không nhận được lời nhắc nào nữa, và trưởng đơn vị được báo khi có việc không gửi được. Muốn quay lại, anh/chị xin quản trị mã mời mới. Vẫn huỷ liên kết?`,
  unlinked: (name: string, next: string) =>
    `Đã huỷ liên kết ${name}. Tôi nhắn cho anh/chị qua ${next}. Muốn dùng lại: gõ /lienket ở đó để lấy mã.`,
  unlinkedLast: (name: string) =>
    `Đã huỷ liên kết ${name}. Tôi không nhắn cho anh/chị nữa. Muốn quay lại, anh/chị xin quản trị mã mời mới rồi gửi vào đây.`,
  kept: "Tôi giữ nguyên tài khoản này.",

  unread:
    "Những gì anh/chị gửi trong lúc có người của cơ quan trả lời ở đây tôi không đọc và chưa ghi gì; nếu cần tôi ghi nhận, anh/chị gửi lại giúp tôi.",

  choices: {
    add: "Liên kết thêm tài khoản",
    first: (name: string) => `Dùng ${name} làm chính`,
    unlink: (name: string) => `Huỷ liên kết ${name}`,
    unlinkNow: "Huỷ liên kết",
    keep: "Giữ lại",
  },

  unreachableTitle: "Không gửi được tin nhắn",
  unreachable: (name: string, count: number) =>
    `Tôi không gửi được ${count} tin nhắn cho ${name}: các tài khoản chat đã bị chặn, huỷ liên kết, không nhận tin, hoặc tin đã quá giờ khi gửi được. Anh/chị trao đổi trực tiếp giúp tôi; quản trị cấp được mã mời mới.`,

  quotaTitle: (channel: string) => `Sắp hết tin nhắn: ${channel}`,
  quota: (channel: string, month: string, used: number, quota: number) =>
    `Tháng ${formatPeriod(month)}, ${channel} đã dùng ${used} trong ${quota} tin (cả nhận và gửi). Khi hết, tôi nhắn qua tài khoản khác của từng người; ai chỉ có tài khoản này có thể không nhận được tin. Anh/chị nên nâng gói, hoặc nhắc mọi người liên kết thêm tài khoản (/lienket).`,
};
