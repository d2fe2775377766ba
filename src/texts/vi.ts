import type { CalendarDate } from "../domain/calendar-date.ts";
import { accountsVi } from "./accounts-vi.ts";
import { cliVi } from "./cli-vi.ts";
import { digestVi } from "./digest-vi.ts";
import { doctorVi } from "./doctor-vi.ts";
import { formatDay, formatPeriod } from "./format.ts";
import { planDeskVi } from "./plan-desk-vi.ts";
import { remindersVi } from "./reminders-vi.ts";
import { reviewVi } from "./review-vi.ts";

const inDays = (days: number): string => {
  if (days === 0) return "hôm nay";
  return days > 0 ? `còn ${days} ngày` : `quá hạn ${-days} ngày`;
};

const until = (dueOn: CalendarDate | null): string => (dueOn === null ? "" : ` Hạn: ${formatDay(dueOn)}.`);

/** Vietnamese, the shape of all languages. The bot says "tôi" and calls people "anh/chị". */
export const vi = {
  language: {
    name: "Tiếng Việt",
    ask: "Anh/chị muốn tôi dùng tiếng nào?",
    noted: "Từ giờ tôi nói tiếng Việt.",
  },

  cli: cliVi,
  doctor: doctorVi,
  reminders: remindersVi,
  digest: digestVi,
  review: reviewVi,
  planDesk: planDeskVi,
  accounts: accountsVi,

  commands: {
    tasks: "Việc của tôi",
    unit: "Việc của đơn vị tôi",
    approve: "Chờ tôi quyết định",
    report: "Báo cáo tháng",
    commitments: "Cam kết năm",
    plans: "Tiến độ các kế hoạch",
    accounts: "Tài khoản của tôi",
    link: "Dùng thêm một ứng dụng chat",
    language: "Đổi ngôn ngữ",
    help: "Trợ giúp",
    room: "Mã của nhóm này, để quản trị viên đăng ký",
  },

  menu: {
    tasks: "Việc của tôi",
    unit: "Việc của đơn vị",
    approvals: "Chờ tôi quyết định",
    report: "Báo cáo tháng",
    commitments: "Cam kết năm",
    plans: "Tiến độ các kế hoạch",
    planDesk: "Quản lý kế hoạch",
    accounts: "Tài khoản của tôi",
    help: "Trợ giúp",
  },

  talk: {
    foreign: "Lựa chọn này dành cho người khác nên tôi không ghi gì. Gõ “việc của tôi” để xem việc của anh/chị.",
    stale: "Lựa chọn này không còn hiệu lực nên tôi không thay đổi gì. Gõ “việc của tôi” để xem việc hiện có.",
    tooLong: (length: number) =>
      `Tin nhắn dài ${length} ký tự nên tôi chưa ghi gì; tôi nhận tối đa 4.096 ký tự. Anh/chị gửi ngắn hơn hoặc đính kèm tệp.`,
    answerTooLong: (length: number, most: number) =>
      `Câu này dài ${length} ký tự; chỗ này nhận tối đa ${most}. Anh/chị viết ngắn lại giúp tôi.`,
    unreadable: "Tôi chỉ đọc được chữ và tệp. Anh/chị gửi lại nội dung bằng chữ giúp tôi.",
    unknown: "Tôi chưa hiểu ý anh/chị nên chưa ghi gì. Anh/chị chọn một việc dưới đây, hoặc gõ “trợ giúp”.",
    notUnderstood: "Tôi chưa hiểu câu trả lời này.",
    explain:
      "Tôi vẫn chưa hiểu, và chưa ghi gì. Anh/chị có thể xem lại câu hỏi, để việc này sau, hoặc huỷ; những gì đã trả lời trước đó vẫn được giữ.",
    resumed: "Ta quay lại việc đang dở:",
    nothingOpen: "Hiện không có việc gì đang dở. Anh/chị muốn làm gì?",
    cancelled: "Đã huỷ. Không có gì được ghi.",
    parked: "Tôi để việc này lại. Anh/chị mở lại lúc nào cũng được; phần đã trả lời vẫn còn.",
    parkedUnclear: "Tôi để việc này lại để không làm phiền anh/chị. Gõ “trợ giúp” khi muốn làm tiếp.",
    taken: (label: string) => `✓ ${label}`,
    failed: "Có lỗi ở phía tôi nên chưa ghi được gì. Anh/chị thử lại sau ít phút; lỗi đã được ghi nhận.",
    choices: { again: "Hỏi lại", later: "Để sau", cancel: "Huỷ", help: "Trợ giúp" },
  },

  group: {
    room: (channel: string, chatId: string) =>
      `Kênh này là “${channel}”, mã “${chatId}”. Quản trị thêm kênh bằng lệnh: npm run cli -- room add ${channel} ${chatId} --unit MÃ_ĐƠN_VỊ`,
    private: "Việc của từng người tôi chỉ trao đổi riêng. Anh/chị nhắn trực tiếp cho tôi nhé.",
  },

  link: {
    stranger:
      "Chào anh/chị. Tôi là trợ lý nhắc việc (phần mềm tự động) và chưa biết anh/chị là ai. Anh/chị gửi mã mời 8 ký tự do quản trị cấp, ví dụ ABCD-EFGH.",
    unknown: (left: number) => `Mã này không đúng. Anh/chị xem lại từng ký tự; còn ${left} lần thử.`,
    used: (left: number) => `Mã này đã được dùng. Anh/chị xin quản trị cấp mã mới; còn ${left} lần thử.`,
    expired: (left: number) =>
      `Mã này đã hết hạn (mã có hiệu lực 48 giờ). Anh/chị xin quản trị cấp mã mới; còn ${left} lần thử.`,
    tooManyFailures:
      "Tài khoản này đã nhập sai 5 lần nên tôi tạm không nhận mã. Anh/chị thử lại sau 48 giờ, hoặc nhập mã từ một tài khoản khác của mình.",
    welcome: (name: string, units: readonly string[]) =>
      `Đã liên kết. Chào ${name}${units.length === 0 ? "" : ` (${units.join(", ")})`}!\nTôi sẽ nhắc việc đến hạn vào buổi sáng ngày làm việc. Anh/chị trả lời bằng cách bấm nút, gõ số, hoặc viết bình thường.`,
  },

  help: {
    title: "Tôi giúp được gì",
    welcome: (name: string) => `Chào ${name}.`,
    member:
      "• “việc của tôi”: những việc còn phải làm\n• Trả lời lời nhắc: “xong rồi”, “được 70%”, “xin lùi đến 15/12 vì …”, “chuyển cho chị …”\n• “báo cáo tháng”: nộp báo cáo cam kết tháng; “cam kết”: đăng ký cam kết trong năm\n• Gửi ảnh hoặc tệp: làm minh chứng cho việc vừa báo",
    head: "• “việc của đơn vị”: việc đơn vị còn phải làm\n• “chờ duyệt”: gia hạn, việc báo xong và báo cáo đang chờ anh/chị quyết định",
    leader: "• “kế hoạch”: tiến độ từng kế hoạch trong phạm vi của anh/chị, bằng con số",
    admin:
      "• Gửi văn bản kế hoạch (.docx, .pdf, .xlsx) vào đây: tôi đọc, gửi lại bảng để rà soát, rồi ban hành khi anh/chị đồng ý\n• “kế hoạch”: các dự thảo và kế hoạch đã ban hành\n• Đơn vị, người dùng, kênh và lịch nghỉ được quản trị bằng dòng lệnh; xem hướng dẫn quản trị.",
    always:
      "Lúc nào cũng được: “sửa”, “để sau”, “huỷ”, “trợ giúp”. Đổi ngôn ngữ: /ngonngu. Dùng thêm ứng dụng chat khác: /lienket; xem các tài khoản: /taikhoan.",
    snooze:
      "Tôi nhắc theo lịch của kế hoạch, không tắt được lời nhắc khi việc còn mở. Nếu chưa kịp, anh/chị báo tiến độ hoặc xin gia hạn.",
  },

  tasks: {
    none: "Anh/chị không còn việc nào phải làm. Cảm ơn anh/chị!",
    noneOverdue: "Không có việc nào quá hạn.",
    title: (count: number, late: number) =>
      late === 0 ? `Anh/chị còn ${count} việc` : `Anh/chị còn ${count} việc, trong đó ${late} việc quá hạn`,
    overdueTitle: (count: number) => `${count} việc quá hạn`,
    pick: (from: number, to: number, total: number) =>
      total <= to && from === 1
        ? "Chọn một việc để xem hoặc trả lời:"
        : `Việc ${from}–${to} trong ${total}. Chọn một việc:`,
    more: (rest: number) => `Xem tiếp (${rest})`,
    undated: "không có thời hạn",
    due: (dueOn: CalendarDate, daysLeft: number) => `${formatDay(dueOn)}, ${inDays(daysLeft)}`,
    which: "Anh/chị nói về việc nào?",
  },

  unit: {
    headsOnly: "Mục này dành cho trưởng đơn vị. Gõ “việc của tôi” để xem việc của anh/chị.",
    none: "Đơn vị của anh/chị không còn việc nào phải làm.",
    title: (count: number, late: number) =>
      late === 0 ? `Đơn vị còn ${count} việc` : `Đơn vị còn ${count} việc, trong đó ${late} việc quá hạn`,
    count: (unit: string, count: number) => `• ${unit}: ${count} việc`,
  },

  assignment: {
    gone: "Việc này không còn nữa, hoặc không thuộc phạm vi của anh/chị.",
    notYours: "Việc này không thuộc quyền của anh/chị nên tôi không thay đổi gì.",
    title: (heading: string, plan: string) => (heading === "" ? plan : `Mục ${heading}, ${plan}`),
    unit: (unit: string, holder: string | null) =>
      holder === null ? `Đơn vị: ${unit} (chưa giao cho ai)` : `Đơn vị: ${unit}; người làm: ${holder}`,
    due: (due: string, words: string | null, original: CalendarDate | null) =>
      `Thời hạn: ${due}${words === null ? "" : ` (văn bản ghi: “${words}”)`}${original === null ? "" : `; hạn đầu: ${formatDay(original)}`}`,
    state: {
      open: (_percent: number) => "Tiến độ: chưa báo",
      doing: (percent: number) => `Tiến độ: đang làm, ${percent}%`,
      reported: (_percent: number) => "Tiến độ: đã báo xong, chờ xác nhận",
      returned: (_percent: number) => "Tiến độ: bị trả lại, cần bổ sung",
      confirmed: (_percent: number) => "Tiến độ: đã xác nhận hoàn thành",
      cancelled: (_percent: number) => "Tiến độ: đã huỷ",
    },
    asked: (newDueOn: CalendarDate) => `Đang xin gia hạn đến ${formatDay(newDueOn)}`,
    closed: {
      open: "Việc này đang mở.",
      doing: "Việc này đang làm.",
      returned: "Việc này đang được bổ sung.",
      reported: "Việc này đã báo xong và đang chờ xác nhận nên tôi không ghi thêm.",
      confirmed: "Việc này đã được xác nhận hoàn thành nên tôi không ghi thêm.",
      cancelled: "Việc này đã huỷ nên tôi không ghi thêm.",
    },
    choices: {
      done: "Đã xong",
      percent: "Đang làm (báo %)",
      extension: "Xin gia hạn",
      handOver: "Giao người khác",
      grant: "Đồng ý gia hạn",
      refuse: "Không đồng ý",
      confirm: "Xác nhận hoàn thành",
      return: "Trả lại",
      show: "Xem việc này",
    },
  },

  progress: {
    askPercent: (about: string) => `“${about}” làm được bao nhiêu phần trăm rồi? Chọn, hoặc gõ số như “40%”.`,
    outOfRange: (seen: string) => `“${seen}” không phải là phần trăm; anh/chị gõ một số từ 0 đến 100.`,
    percentNoted: (about: string, percent: number, dueOn: CalendarDate | null) =>
      `Đã ghi: “${about}” được ${percent}%.${until(dueOn)} Khi xong, anh/chị nhắn “xong rồi”.`,
    doneNoted: (about: string, asked: boolean) =>
      `Đã ghi: “${about}” báo xong.${asked ? " Đơn vị theo dõi kế hoạch sẽ xác nhận." : ""} Có minh chứng thì anh/chị gửi ảnh hoặc tệp ngay tại đây.`,
    undo: "Hoàn tác",
    undone: (about: string) => `Đã hoàn tác: “${about}” trở lại đang làm.`,
    cannotUndo: "Không hoàn tác được nữa: việc này đã được xử lý tiếp hoặc do người khác báo.",
    notDoneNoted: (about: string, dueOn: CalendarDate | null) =>
      `Đã ghi: “${about}” chưa xong.${until(dueOn)} Anh/chị có thể báo phần trăm, hoặc xin gia hạn.`,
  },

  extension: {
    undated: "Việc này không có thời hạn nên không cần xin gia hạn.",
    alreadyAsked: (newDueOn: CalendarDate) =>
      `Việc này đang chờ quyết định gia hạn đến ${formatDay(newDueOn)}; chưa gửi thêm yêu cầu mới.`,
    nobodyDecides:
      "Đơn vị theo dõi kế hoạch chưa có trưởng đơn vị nên chưa ai quyết định được. Anh/chị báo quản trị giúp tôi.",
    askDate: (about: string, dueOn: CalendarDate | null) =>
      `“${about}”${dueOn === null ? "" : ` đang có hạn ${formatDay(dueOn)}`}. Anh/chị xin lùi đến ngày nào? Ví dụ: 15/12, thứ sáu tuần sau, cuối tháng.`,
    askReason: "Lý do xin gia hạn là gì? Một câu ngắn là đủ.",
    badDay: {
      "no-such-day": (seen: string) => `“${seen}” không phải là ngày có thật; anh/chị viết như 15/12 hoặc 15/12/2026.`,
      past: (seen: string) => `“${seen}” đã qua rồi; anh/chị chọn một ngày sau hôm nay.`,
    },
    badDate: {
      past: (date: CalendarDate, _dueOn: CalendarDate) =>
        `Ngày ${formatDay(date)} đã qua; anh/chị chọn một ngày sau hôm nay.`,
      "not-later": (date: CalendarDate, dueOn: CalendarDate) =>
        `Ngày ${formatDay(date)} không muộn hơn hạn hiện nay (${formatDay(dueOn)}); anh/chị chọn ngày sau đó.`,
      "too-far": (date: CalendarDate, dueOn: CalendarDate) =>
        `Ngày ${formatDay(date)} cách hạn hiện nay (${formatDay(dueOn)}) hơn một năm; anh/chị chọn ngày gần hơn.`,
    },
    confirm: (oldDueOn: CalendarDate, newDueOn: CalendarDate, reason: string) =>
      `Tôi gửi yêu cầu này nhé?\nTừ: ${formatDay(oldDueOn)}\nĐến: ${formatDay(newDueOn)}\nLý do: ${reason}`,
    choices: { send: "Gửi", editDate: "Sửa ngày", editReason: "Sửa lý do" },
    sent: (newDueOn: CalendarDate, dueOn: CalendarDate) =>
      `Đã gửi yêu cầu gia hạn đến ${formatDay(newDueOn)}. Trong lúc chờ, hạn vẫn là ${formatDay(dueOn)}; có quyết định tôi báo ngay.`,
    askedTitle: "Xin gia hạn",
    asked: (
      unit: string,
      name: string,
      about: string,
      oldDueOn: CalendarDate,
      newDueOn: CalendarDate,
      reason: string,
    ) =>
      `${name} (${unit}) xin lùi hạn:\n${about}\nTừ ${formatDay(oldDueOn)} đến ${formatDay(newDueOn)}\nLý do: ${reason}`,
    decidedAlready: "Yêu cầu gia hạn này đã được quyết định rồi.",
    grantNoted: (about: string, newDueOn: CalendarDate) =>
      `Đã đồng ý: “${about}” có hạn mới ${formatDay(newDueOn)}. Người xin đã được báo.`,
    refuseNoted: (about: string, dueOn: CalendarDate | null) =>
      `Đã ghi: không gia hạn “${about}”.${until(dueOn)} Người xin đã được báo.`,
    decidedTitle: "Quyết định gia hạn",
    granted: (about: string, newDueOn: CalendarDate, by: string) =>
      `${by} đồng ý gia hạn “${about}”. Hạn mới: ${formatDay(newDueOn)}.`,
    refused: (about: string, dueOn: CalendarDate | null, by: string) =>
      `${by} không đồng ý gia hạn “${about}”.${until(dueOn)}`,
  },

  confirmation: {
    title: "Báo hoàn thành",
    reported: (unit: string, name: string, about: string) => `${name} (${unit}) báo đã xong:\n${about}`,
    askReason: (about: string) => `“${about}” còn thiếu gì? Anh/chị viết một câu để đơn vị bổ sung.`,
    confirmNoted: (about: string) => `Đã xác nhận hoàn thành: “${about}”.`,
    returnNoted: (about: string) => `Đã trả lại: “${about}”. Đơn vị đã được báo.`,
    notReported: {
      open: "Việc này chưa báo xong nên không có gì để xác nhận.",
      doing: "Việc này chưa báo xong nên không có gì để xác nhận.",
      returned: "Việc này đã được trả lại, đang chờ đơn vị bổ sung.",
      reported: "Việc này đang chờ xác nhận.",
      confirmed: "Việc này đã được xác nhận rồi.",
      cancelled: "Việc này đã huỷ.",
    },
    endTitle: { confirmed: "Đã xác nhận hoàn thành", returned: "Cần bổ sung" },
    end: {
      confirmed: (about: string, by: string, _reason: string) =>
        `${by} đã xác nhận hoàn thành “${about}”. Cảm ơn anh/chị!`,
      returned: (about: string, by: string, reason: string) =>
        `${by} trả lại “${about}” để bổ sung:\n${reason}\nBổ sung xong, anh/chị nhắn “xong rồi”.`,
    },
  },

  handover: {
    askWho: (about: string, more: boolean) =>
      `Giao “${about}” cho ai? Chọn${more ? ", hoặc gõ tên để tìm" : " hoặc gõ tên"}.`,
    noSuchName: (name: string, unit: string) =>
      `Ở ${unit} không có ai tên “${name}”. Việc chỉ giao được cho người cùng đơn vị; anh/chị chọn hoặc gõ tên khác.`,
    nobodyElse: (unit: string) => `${unit} chưa có ai khác để giao. Quản trị có thể thêm người.`,
    noted: (about: string, name: string) => `Đã giao “${about}” cho ${name}; ${name} đã được báo.`,
    takeBack: "Lấy lại",
    receivedTitle: "Việc được giao",
    received: (by: string) => `${by} giao việc này cho anh/chị:`,
  },

  evidence: {
    attached: (count: number, about: string) => `Đã nhận ${count} tệp minh chứng cho “${about}”.`,
    which: "Tệp này là minh chứng cho việc nào?",
    nothingToAttachTo: "Tôi nhận được tệp nhưng anh/chị không có việc nào đang mở, nên tệp không được gắn vào đâu.",
  },

  approvals: {
    none: "Không có gì đang chờ anh/chị quyết định.",
    title: (count: number) => `${count} mục chờ anh/chị quyết định`,
    pick: "Chọn một mục để xem và quyết định:",
    first: (count: number) => `Đây là ${count} mục đầu; xử lý xong, gõ “chờ duyệt” để xem tiếp:`,
    confirm: "Xác nhận,",
    extend: "Gia hạn,",
    report: (name: string, period: string) => `Báo cáo tháng ${formatPeriod(period)} của ${name}`,
  },

  plans: {
    leadersOnly: "Mục này dành cho lãnh đạo và trưởng đơn vị.",
    none: "Chưa có kế hoạch nào được ban hành trong phạm vi của anh/chị.",
    title: (count: number) => `${count} kế hoạch đang theo dõi`,
    line: (name: string, count: { total: number; confirmed: number; reported: number; overdue: number }) =>
      `• ${name}: ${count.confirmed}/${count.total} xong, ${count.reported} chờ xác nhận, ${count.overdue} quá hạn`,
  },

  commitments: {
    title: (year: number) => `Cam kết năm ${year} của anh/chị`,
    ask: (year: number) =>
      `Năm ${year} anh/chị cam kết làm gì? Viết mỗi cam kết một dòng; báo cáo tháng sẽ hỏi kết quả từng cam kết.`,
    preview: (year: number) => `Xem lại cam kết năm ${year}`,
    tooMany: (count: number, most: number) => `Có ${count} cam kết; tối đa ${most}. Anh/chị gộp lại giúp tôi.`,
    registered: (count: number, year: number) =>
      `Đã đăng ký ${count} cam kết năm ${year}. Khi đến kỳ, tôi sẽ hỏi kết quả từng cam kết.`,
    choices: { register: "Đăng ký", more: "Thêm nữa", removeLast: "Bỏ dòng cuối", again: "Đăng ký lại từ đầu" },
  },

  report: {
    notYours: "Báo cáo này chỉ người viết và trưởng đơn vị của họ được xem.",
    notWaiting: {
      draft: "Báo cáo này chưa được nộp.",
      submitted: "Báo cáo này đang chờ tiếp nhận.",
      returned: "Báo cáo này đã trả lại, đang chờ người viết bổ sung.",
      accepted: "Báo cáo này đã được tiếp nhận.",
    },
    noCycle: "Hiện chưa có kỳ báo cáo nào hỏi anh/chị. Đến kỳ, tôi sẽ nhắn.",
    accepted: (period: string, by: string) =>
      `${by} đã tiếp nhận báo cáo tháng ${formatPeriod(period)}. Cảm ơn anh/chị!`,
    returned: (period: string, by: string, reason: string) =>
      `${by} trả lại báo cáo tháng ${formatPeriod(period)} để bổ sung:\n${reason}`,
    acceptedTitle: "Báo cáo đã được tiếp nhận",
    returnedTitle: "Báo cáo cần bổ sung",
    acceptNoted: (name: string) => `Đã tiếp nhận báo cáo của ${name}.`,
    returnNoted: (name: string) => `Đã trả lại báo cáo của ${name} kèm lý do.`,
    askReturnReason: (name: string) => `Báo cáo của ${name} cần bổ sung gì? Viết một câu để người viết biết.`,
    reviewTitle: (name: string, period: string) => `Báo cáo tháng ${formatPeriod(period)} của ${name}`,
    title: (period: string) => `Báo cáo cam kết tháng ${formatPeriod(period)}`,
    intro: (from: CalendarDate, to: CalendarDate, dueOn: CalendarDate, commitments: number) =>
      `Kỳ từ ${formatDay(from)} đến ${formatDay(to)}, hạn nộp ${formatDay(dueOn)}.${commitments === 0 ? " Anh/chị chưa đăng ký cam kết năm nên tôi hỏi chung; gõ “cam kết” để đăng ký." : ` Tôi hỏi lần lượt ${commitments} cam kết đã đăng ký.`} Lúc nào cũng có thể gõ “sửa”, “để sau” hoặc “huỷ”.`,
    progress: (number: number, total: number) => `Câu ${number}/${total}`,
    askResult: (number: number, commitment: string) =>
      `Cam kết ${number}: ${commitment}

Kết quả tháng này thế nào? Viết vài câu, hoặc chọn:`,
    results: { done: "Đã hoàn thành", doing: "Đang thực hiện", notYet: "Chưa thực hiện" },
    ask: {
      summary: "Tháng này anh/chị đã làm được những việc gì? Viết vài câu.",
      difficulties: "Có khó khăn, vướng mắc gì trong công việc cần nêu không?",
      next: "Tháng tới anh/chị dự kiến làm gì?",
      evidence: "Có minh chứng thì anh/chị gửi ảnh hoặc tệp tại đây, gửi bao nhiêu cũng được; xong thì chọn:",
    },
    skip: { difficulties: "Không có", next: "Để trống", evidence: "Xong phần minh chứng" },
    subject: {
      summary: "Kết quả trong tháng",
      difficulties: "Khó khăn, vướng mắc",
      next: "Dự kiến tháng tới",
      evidence: "Minh chứng",
    },
    resultOf: (number: number, commitment: string) => `Cam kết ${number}: ${commitment}`,
    /** `open`: at most 24 characters, a platform's limit for a form's title. */
    form: { open: "Điền biểu mẫu", note: (number: number) => `Nói thêm về cam kết ${number}` },
    formProblem: (subject: string, problem: string) => `${subject}: ${problem}`,
    nothing: "(không có)",
    notOptional: "Câu này cần có trả lời; một câu ngắn là đủ. Chưa tiện thì gõ “để sau”.",
    filesKept: (count: number) => `Đã nhận ${count} tệp minh chứng.`,
    whichToEdit: "Anh/chị muốn sửa phần nào?",
    preview: (period: string) => `Xem lại báo cáo tháng ${formatPeriod(period)} trước khi nộp`,
    submitted: (period: string, late: boolean, receiver: boolean) =>
      `Đã nộp báo cáo tháng ${formatPeriod(period)}${late ? " (sau hạn)" : ""}.${receiver ? " Trưởng đơn vị đã được báo." : ""} Anh/chị còn sửa được cho đến khi báo cáo được tiếp nhận.`,
    alreadyAccepted: (period: string) =>
      `Báo cáo tháng ${formatPeriod(period)} đã được tiếp nhận nên không sửa được nữa.`,
    returnedBecause: (reason: string) => `Báo cáo được trả lại để bổ sung: ${reason}`,
    arrivedTitle: "Báo cáo mới",
    arrived: (name: string, period: string, version: number) =>
      `${name} đã nộp báo cáo tháng ${formatPeriod(period)}${version > 1 ? ` (bản ${version})` : ""}.`,
    choices: {
      accept: "Tiếp nhận",
      return: "Trả lại",
      edit: "Bổ sung báo cáo",
      submit: "Nộp báo cáo",
      change: "Sửa báo cáo",
      read: "Xem báo cáo",
    },
  },
};
