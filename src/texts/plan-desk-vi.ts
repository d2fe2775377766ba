import type { CalendarDate } from "../domain/calendar-date.ts";
import { formatDay, shorten } from "./format.ts";

const STATES: Readonly<Record<string, string>> = { draft: "dự thảo", issued: "đã ban hành", closed: "đã đóng" };

const nameOf = ({ number, title }: { number: string | null; title: string }): string =>
  number === null ? shorten(title, 80) : `${number} ${shorten(title, 70)}`;

/** An administrator's plans in chat: sent as a file, corrected in a sheet, issued, closed. */
export const planDeskVi = {
  adminsOnly: "Kế hoạch do quản trị quản lý nên tôi không thay đổi gì.",
  received: (names: readonly string[]) =>
    `Đã nhận ${names.map((name) => `“${shorten(name, 80)}”`).join(", ")}. Tôi đang đọc, xin chờ một chút.`,
  fileGone: "Tôi không còn giữ tệp này nên chưa làm gì. Anh/chị gửi lại tệp giúp tôi.",
  notFetched: (name: string) =>
    `Tôi không tải được “${name}” từ ứng dụng chat (tệp đã bị xoá, hoặc lớn hơn 20 MB). Anh/chị gửi lại giúp tôi.`,
  failed: "Có lỗi ở phía tôi nên việc này chưa làm xong; lỗi đã được ghi nhận. Anh/chị thử lại sau ít phút.",
  which: (names: readonly string[]) =>
    `${names.map((name) => `“${shorten(name, 80)}”`).join(", ")} là kế hoạch cần đọc, hay minh chứng cho việc đang làm?`,
  asPlan: "Kế hoạch hoặc bảng rà soát",
  asEvidence: "Minh chứng",
  secret: (seen: string) =>
    `Văn bản vừa gửi có dấu “${seen}”. Văn bản mật không được đưa vào chat: tôi không đọc, và đã xoá tệp khỏi nơi tôi lưu. Anh/chị xoá luôn tin nhắn có tệp này trong ứng dụng chat.`,

  list: {
    title: "Quản lý kế hoạch",
    none: "Chưa có kế hoạch nào. Anh/chị gửi văn bản (.docx, .pdf, .xlsx) vào đây, tôi đọc và gửi lại bảng để rà soát.",
    hint: "Gửi văn bản (.docx, .pdf, .xlsx) vào đây để thêm kế hoạch. Chọn một kế hoạch để xem và quyết định:",
    line: (plan: {
      number: string | null;
      title: string;
      state: string;
      tasks: number;
      needsLook: number;
      assignments: number;
      confirmed: number;
    }) =>
      plan.state === "draft"
        ? `• ${nameOf(plan)}: dự thảo, ${plan.tasks} nhiệm vụ, ${plan.needsLook} cần xem lại`
        : `• ${nameOf(plan)}: ${STATES[plan.state] ?? plan.state}, ${plan.confirmed}/${plan.assignments} việc xong`,
    label: (plan: { number: string | null; title: string; state: string }) =>
      shorten(`${plan.state === "draft" ? "Dự thảo: " : ""}${nameOf(plan)}`, 60),
    more: (rest: number) => `Xem tiếp (${rest})`,
    progress: "Tiến độ bằng con số",
  },

  plan: {
    gone: "Kế hoạch này không còn nữa (dự thảo đã bị xoá). Gõ /kehoach để xem các kế hoạch hiện có.",
    notDraft: (name: string, state: string) =>
      `“${shorten(name, 100)}” không còn là dự thảo (${STATES[state] ?? state}) nên tôi không thay đổi gì. Gõ /kehoach để xem.`,
    notIssued: (name: string, state: string) =>
      `“${shorten(name, 100)}” ${STATES[state] ?? state} nên tôi không thay đổi gì. Gõ /kehoach để xem.`,
    state: (plan: { state: string; tasks: number; needsLook: number; assignments: number; confirmed: number }) =>
      plan.state === "draft"
        ? `Dự thảo: ${plan.tasks} nhiệm vụ, ${plan.needsLook} cần xem lại. Chưa nhắc ai cho đến khi ban hành.`
        : `Trạng thái: ${STATES[plan.state] ?? plan.state}. ${plan.tasks} nhiệm vụ, đã giao ${plan.assignments} việc, ${plan.confirmed} việc xong.`,
    awaited: (count: number) => `${count} mốc sự kiện chưa có ngày; nhiệm vụ chờ các mốc đó chưa có hạn.`,
    title: (plan: { number: string | null; title: string }) => nameOf(plan),
  },

  events: {
    title: "Mốc sự kiện đang chờ",
    none: "Kế hoạch này không có nhiệm vụ nào chờ sự kiện.",
    line: (event: string, tasks: number) => `• ${event}: ${tasks} nhiệm vụ chờ`,
    next: (planId: number) => `Khi sự kiện diễn ra, ghi ngày bằng lệnh: plan event ${planId} "TÊN SỰ KIỆN" --on NGÀY`,
  },

  draft: {
    title: (plan: { planId: number; number: string | null }) =>
      `Dự thảo ${plan.planId}: ${plan.number ?? "(chưa có số)"}`,
    counts: (draft: { tasks: number; dated: number; withLead: number; needsLook: number }) =>
      `${draft.tasks} nhiệm vụ, ${draft.dated} có thời hạn, ${draft.withLead} có đơn vị chủ trì trong danh sách, ${draft.needsLook} cần xem lại.`,
    warning: (warning: string) => `Lưu ý: ${warning}`,
    unknownUnits: "Tên đơn vị chưa nhận ra:",
    unknownUnit: (written: string, proposals: readonly string[]) =>
      `• ${written}${proposals.length === 0 ? "" : ` (có phải: ${proposals.join(", ")}?)`}`,
    moreLines: (rest: number) => `… và ${rest} dòng nữa`,
    known: "Tệp này đã được nhập trước đây nên tôi không nhập lại; dự thảo đang như sau.",
    knownIssued: (name: string, state: string) =>
      `Tệp này đã được nhập trước đây: “${shorten(name, 100)}”, ${STATES[state] ?? state}. Tôi không nhập lại. Gõ /kehoach để xem.`,
    cannotIssue:
      "Chưa ban hành được: chưa nhiệm vụ nào có đơn vị chủ trì trong danh sách. Anh/chị điền đơn vị trong bảng rồi gửi lại.",
    revises: (plan: { planId: number; number: string | null; title: string; sameNumber: boolean; alike: number }) =>
      `Lưu ý: có vẻ đây là bản sửa đổi của kế hoạch đang thực hiện “${nameOf(plan)}” (${[
        ...(plan.sameNumber ? ["cùng số"] : []),
        ...(plan.alike === 0 ? [] : [`${plan.alike} nhiệm vụ trùng lời`]),
      ].join(
        ", ",
      )}). Nếu đúng vậy thì đừng ban hành dự thảo này, kẻo việc bị giao hai lần; hãy sửa kế hoạch đó bằng lệnh plan amend ${plan.planId} TỆP.`,
    next: "Anh/chị sửa trong bảng gửi kèm rồi gửi lại bảng vào đây; tôi cho xem thay đổi trước khi áp dụng.",
    sheet: "Bảng rà soát gửi kèm. Anh/chị sửa rồi gửi lại vào đây; tôi cho xem thay đổi trước khi áp dụng.",
  },

  sheet: {
    title: (name: string) => `Thay đổi trong bảng: ${shorten(name, 80)}`,
    ask: "Tôi chưa ghi gì. Áp dụng những thay đổi này?",
    applied: "Đã áp dụng các thay đổi trong bảng.",
    ignored: "Tôi không áp dụng bảng này; mọi thứ giữ nguyên.",
  },

  issue: {
    previewTitle: "Xem trước khi ban hành",
    preview: (name: string, assignments: number, units: number) =>
      `Ban hành “${shorten(name, 100)}” sẽ giao ${assignments} việc cho ${units} đơn vị.`,
    firstDue: (dueOn: CalendarDate) => `Hạn sớm nhất: ${formatDay(dueOn)}.`,
    needsLook: (count: number) => `Còn ${count} nhiệm vụ cần xem lại; anh/chị nên xem trong bảng trước.`,
    nothing:
      "Chưa có việc nào giao được cho đơn vị nào nên chưa ban hành được. Anh/chị sửa đơn vị trong bảng rồi gửi lại.",
    notGiven: (count: number) =>
      `${count} nhiệm vụ chưa có đơn vị nào nhận; ban hành rồi thì không sửa bằng bảng được nữa:`,
    leftOver: (count: number) =>
      `${count} nhiệm vụ chưa có đơn vị nào nhận; bổ sung bằng văn bản sửa đổi (lệnh plan amend):`,
    unassignedTask: (heading: string, text: string) => `• ${heading} ${shorten(text, 90)}`.replace("•  ", "• "),
    noUndo: "Sau khi ban hành, các đơn vị được nhắc theo hạn; việc này không hoàn tác được. Ban hành chứ?",
    doneTitle: (name: string) => `Đã ban hành: ${shorten(name, 80)}`,
    done: (assignments: number, units: number) => `Đã giao ${assignments} việc cho ${units} đơn vị.`,
    changed: "Dự thảo đã được sửa từ lúc anh/chị xem nên tôi chưa ban hành. Bây giờ dự thảo như sau:",
    already: (name: string) => `“${shorten(name, 100)}” đã được ban hành trước đó nên tôi không ban hành lại.`,
    next: "Tôi nhắc các đơn vị vào 8 giờ sáng ngày làm việc, theo thời hạn. Gõ /kehoach để theo dõi.",
  },

  discard: {
    ask: (name: string) =>
      `Xoá dự thảo “${shorten(name, 100)}” cùng những gì đã sửa trong bảng? Việc này không hoàn tác được; sau đó có thể gửi lại văn bản.`,
    done: (name: string) => `Đã xoá dự thảo “${shorten(name, 100)}”.`,
    kept: "Tôi giữ nguyên dự thảo.",
  },

  close: {
    title: "Đóng kế hoạch",
    ask: (name: string, open: number) =>
      open === 0
        ? `“${shorten(name, 100)}” không còn việc nào đang mở.`
        : `“${shorten(name, 100)}” còn ${open} việc chưa xác nhận xong; đóng kế hoạch thì các việc này bị huỷ:`,
    open: (unit: string, text: string, dueOn: CalendarDate | null) =>
      `• ${unit}: ${shorten(text, 80)}${dueOn === null ? "" : ` (hạn ${formatDay(dueOn)})`}`,
    noUndo:
      "Đóng rồi thì không giao, không nhắc gì nữa; việc này không hoàn tác được. Những gì đã ghi vẫn còn. Đóng chứ?",
    done: (name: string, cancelled: number) =>
      `Đã đóng “${shorten(name, 100)}”${cancelled === 0 ? "" : `; ${cancelled} việc chưa xong đã huỷ`}. Những gì đã ghi vẫn còn.`,
    changed: "Các việc đang mở đã thay đổi từ lúc anh/chị xem nên tôi chưa đóng. Bây giờ như sau:",
    kept: "Tôi giữ kế hoạch này mở.",
  },

  working: {
    preview: "Tôi đang tính xem sẽ giao những gì, xin chờ một chút.",
    issue: "Tôi đang ban hành, xin chờ một chút.",
    review: "Tôi đang lập bảng rà soát, xin chờ một chút.",
    apply: "Tôi đang áp dụng bảng, xin chờ một chút.",
    discard: "Tôi đang xoá dự thảo.",
    "preview-close": "Tôi đang xem còn việc nào mở, xin chờ một chút.",
    close: "Tôi đang đóng kế hoạch, xin chờ một chút.",
  },

  choices: {
    issue: "Ban hành",
    issueWithDoubts: (count: number) => `Ban hành (còn ${count} cần xem lại)`,
    issueAnyway: (count: number) => `Vẫn ban hành, còn ${count} cần xem lại`,
    review: "Gửi lại bảng",
    discard: "Xoá dự thảo",
    discardNow: "Xoá",
    keep: "Giữ lại",
    apply: "Áp dụng",
    ignore: "Bỏ qua",
    close: "Đóng kế hoạch",
    closeNow: "Đóng",
    events: "Mốc sự kiện đang chờ",
    show: "Xem kế hoạch",
  },
};
