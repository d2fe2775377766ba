import type { CalendarDate } from "../domain/calendar-date.ts";
import { formatDay, shorten } from "./format.ts";
import { planLifeVi } from "./plan-life-vi.ts";

type Facts = Readonly<Record<string, string | number>>;
type Counts = { readonly created: number; readonly updated: number; readonly unchanged: number };

const counted = (what: string, { created, updated, unchanged }: Counts, dryRun: boolean): string =>
  `${dryRun ? "Chạy thử, chưa ghi gì. " : ""}${what}: ${created} mới, ${updated} cập nhật, ${unchanged} không đổi.`;

const duration = (ms: number): string => {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return seconds < 300 ? `${seconds} giây` : `${Math.round(seconds / 60)} phút`;
};

/** What the command line says to operators, in Vietnamese. */
export const cliVi = {
  imported: {
    units: (counts: Counts, dryRun: boolean) => counted("Đơn vị", counts, dryRun),
    members: (counts: Counts, dryRun: boolean) => counted("Người dùng", counts, dryRun),
    days: (counts: Counts, dryRun: boolean) => counted("Ngày", counts, dryRun),
  },
  noDays: (year: string) => `Năm ${year} chưa có ngày nghỉ hay ngày làm bù nào. Thêm bằng: calendar import FILE`,
  day: (day: { date: CalendarDate; kind: string; name: string; document: string | null }) =>
    `${formatDay(day.date)}  ${day.kind === "off" ? "nghỉ" : "làm việc"}  ${day.name}${day.document === null ? "" : ` (${day.document})`}`,
  invited: (name: string, code: string) =>
    `Mã mời của ${name}: ${code}\nHiệu lực 48 giờ, dùng một lần, chỉ hiện lần này. Người nhận gửi mã cho bot trong chat riêng.`,
  invitedAll: (count: number, file: string) =>
    `${count} mã mời đã ghi vào ${file}. Mỗi mã hiệu lực 48 giờ, dùng một lần.`,
  inviteLink: (link: string) => `Hoặc mở thẳng bot bằng liên kết (chỉ gửi cho đúng người này): ${link}`,
  inviteQr: (file: string) => `Ảnh mã QR của liên kết: ${file}`,
  roomAdded: (id: number, known: boolean) =>
    known
      ? `Kênh này đã có, mã ${id}.`
      : `Đã thêm kênh ${id}; bản tin của tuần trước được gửi trong giờ làm việc sắp tới, sau đó mỗi tuần một lần.`,
  noRooms: "Chưa có kênh nào. Thêm bằng: room add CHANNEL CHAT_ID --unit CODE",
  room: (room: { id: number; channel: string; chatId: string; unitCode: string; unitName: string }) =>
    `${room.id}  ${room.channel}  ${room.chatId}  ${room.unitCode} ${room.unitName}`,
  roomRemoved: (id: string) => `Đã bỏ kênh ${id}.`,
  planImported: (plan: {
    planId: number;
    number: string | null;
    title: string;
    tasks: number;
    dated: number;
    withLead: number;
    needsLook: number;
    warnings: readonly string[];
    unresolved: readonly { written: string; proposals: readonly string[] }[];
  }) => [
    `Dự thảo ${plan.planId}: ${plan.number ?? "(chưa có số)"} ${shorten(plan.title, 100)}`,
    `${plan.tasks} nhiệm vụ, ${plan.dated} có thời hạn, ${plan.withLead} có đơn vị chủ trì trong danh sách, ${plan.needsLook} cần xem lại.`,
    ...plan.warnings.map((warning) => `Lưu ý: ${warning}`),
    ...(plan.unresolved.length === 0 ? [] : ["Tên chưa nhận ra (thêm tên gọi khác bằng units import, rồi nhập lại):"]),
    ...plan.unresolved.map(
      ({ written, proposals }) => `• ${written}${proposals.length === 0 ? "" : ` (có phải: ${proposals.join(", ")}?)`}`,
    ),
    `Xem: plan show ${plan.planId}. Thử ban hành: plan issue ${plan.planId} --dry-run`,
  ],
  reviewWritten: (sheet: { planId: number; title: string; file: string; tasks: number; needsLook: number }) => [
    `Đã ghi ${sheet.tasks} nhiệm vụ của dự thảo ${sheet.planId} vào ${sheet.file}; ${sheet.needsLook} nhiệm vụ cần xem lại.`,
    `Sửa trong bảng tính rồi chạy: plan apply ${sheet.planId} ${sheet.file} --dry-run`,
  ],
  reviewApplied: (planId: number, file: string, dryRun: boolean) =>
    dryRun
      ? [`Chạy thử, chưa ghi gì. Để ghi: plan apply ${planId} ${file}`]
      : [`Đã ghi vào dự thảo ${planId}. Thử ban hành: plan issue ${planId} --dry-run`],
  planIssued: (
    plan: {
      planId: number;
      title: string;
      assignments: number;
      unassigned: readonly { heading: string; text: string }[];
    },
    dryRun: boolean,
  ) => [
    `${dryRun ? "Chạy thử, chưa ghi gì: sẽ giao" : "Đã ban hành: giao"} ${plan.assignments} việc.`,
    ...(plan.unassigned.length === 0
      ? []
      : [
          `${plan.unassigned.length} nhiệm vụ chưa giao được cho đơn vị nào (giao cho một đơn vị bằng --rest-to CODE):`,
        ]),
    ...plan.unassigned.map((task) => `• ${task.heading} ${shorten(task.text, 90)}`),
  ],
  noPlans: "Chưa có kế hoạch nào. Thêm bằng: plan import FILE",
  planLine: (plan: {
    id: number;
    number: string | null;
    title: string;
    state: string;
    tasks: number;
    assignments: number;
    confirmed: number;
  }) =>
    `${plan.id}  ${{ draft: "dự thảo", issued: "đã ban hành", closed: "đã đóng" }[plan.state] ?? plan.state}  ${plan.number ?? "—"}  ${shorten(plan.title, 70)}  ${plan.tasks} nhiệm vụ, ${plan.confirmed}/${plan.assignments} việc xong`,
  taskLine: (task: {
    heading: string;
    text: string;
    deadlineKind: string;
    deadlineEnd: CalendarDate | null;
    deadlineText: string | null;
    page: number | null;
    paragraph: number | null;
    tableNumber: number | null;
    tableRow: number | null;
    needsReview: readonly string[];
    units: readonly { role: string; written: string; resolved: string | null }[];
  }) =>
    [
      `${task.heading} ${shorten(task.text, 110)}`,
      `    ở: ${[
        task.page === null ? null : `trang ${task.page}`,
        task.paragraph === null ? null : `đoạn ${task.paragraph}`,
        task.tableNumber === null ? null : `bảng ${task.tableNumber}, dòng ${task.tableRow}`,
      ]
        .filter((part) => part !== null)
        .join(", ")}`,
      `    thời hạn: ${task.deadlineText ?? "(không có)"}${task.deadlineEnd === null ? "" : ` → ${formatDay(task.deadlineEnd)}`}`,
      ...task.units.map(
        (unit) =>
          `    ${unit.role === "lead" ? "chủ trì" : "phối hợp"}: ${unit.written || unit.resolved} → ${unit.resolved ?? "chưa nhận ra"}`,
      ),
      ...task.needsReview.map((reason) => `    cần xem: ${reason}`),
    ].join("\n"),
  outbox: {
    none: "Không có tin nào.",
    retried: (id: string) => `Tin ${id} được gửi lại khi tiến trình bot chạy.`,
    line: (row: {
      id: number;
      channel: string;
      member: string | null;
      state: string;
      error: string | null;
      createdAt: Date;
      key: string;
    }) =>
      `${row.id}  ${row.createdAt.toISOString()}  ${row.channel}  ${row.member ?? "—"}  ${row.state}${row.error === null ? "" : ` (${row.error})`}  ${row.key}`,
  },
  doctor: {
    ok: "✓",
    problem: "✗",
    writable: (folder: string) => `ghi được vào “${folder}”.`,
    notWritable: (folder: string) => `không ghi được vào “${folder}”; kiểm tra quyền hoặc đặt DATA_DIR khác.`,
    embedded: "PostgreSQL nhúng đang chạy trong DATA_DIR.",
    server: "máy chủ PostgreSQL trả lời.",
    storeFailed: "kho dữ liệu không mở được; kiểm tra DATABASE_URL, hoặc để trống để dùng kho nhúng.",
    people: (units: number, members: number, linked: number) =>
      units === 0 || members === 0
        ? `${units} đơn vị, ${members} người; nhập bằng units import và members import.`
        : `${units} đơn vị, ${members} người, ${linked} tài khoản đã liên kết.`,
    reached: (address: string) => `${address} dẫn đến chương trình này.`,
    notOurs: (address: string, status: number) =>
      `${address} trả lời HTTP ${status}, không phải chương trình này; cho máy chủ https chuyển mọi đường dẫn đến HOST:PORT.`,
    notReached: (address: string, reason: string) =>
      `${address} không trả lời (${reason}). Chương trình có đang chạy không? Kiểm tra tên miền, chứng chỉ https và tường lửa; nếu máy này không tự gọi được địa chỉ ngoài của mình thì mở địa chỉ ấy trên điện thoại: phải hiện “ok”.`,
    noChannel: "chưa có kênh nào; làm theo docs/ket-noi.vi.md, hoặc đặt CONSOLE=on.",
    clock: (now: string, zone: string, moved: boolean) =>
      `${now} (${zone})${moved ? "; CẢNH BÁO: NHACVIEC_CLOCK đang dời đồng hồ" : ""}.`,
    storeServer: "máy chủ PostgreSQL",
    clockOff: (now: string, zone: string, { whose, aheadMs }: { whose: string; aheadMs: number }) =>
      `${now} (${zone}), ${aheadMs > 0 ? "nhanh" : "chậm"} hơn ${whose} ${duration(aheadMs)}. Xem máy nào sai giờ rồi chỉnh lại (bật đồng bộ giờ, như: timedatectl set-ntp true); giờ lệch quá 5 phút thì tin có chữ ký của nền tảng bị bỏ hết, lời nhắc cũng sai giờ.`,
  },

  cell: {
    empty: () => "để trống; cần có giá trị.",
    twice: (seen: string, accepted: string) => `“${seen}” đã có ở dòng ${accepted}; mỗi mã chỉ một dòng.`,
    "unknown-unit": (seen: string) => `không có đơn vị “${seen}”; mã đơn vị lấy từ units import.`,
    cycle: (seen: string) => `các đơn vị cấp trên tạo thành vòng: ${seen}.`,
    "not-one-of": (seen: string, accepted: string) => `“${seen}” không dùng được; chỉ nhận: ${accepted}.`,
    "not-email": (seen: string) => `“${seen}” không phải là địa chỉ thư; viết như ten@coquan.vn.`,
    "not-a-day": (seen: string) => `“${seen}” không phải là ngày; viết dd/mm/yyyy hoặc yyyy-mm-dd.`,
    "unit-twice": (seen: string) => `người này đã có ở đơn vị “${seen}”; mỗi đơn vị một dòng.`,
    differs: (seen: string, accepted: string) => `“${seen}” khác với dòng trước của cùng một mã: “${accepted}”.`,
    control: (seen: string) => `“${seen}” có ký tự điều khiển; chỉ nhận chữ.`,
  },
  cellProblem: (file: string, line: number, column: string, problem: string) =>
    `${file}, dòng ${line}, cột «${column}»: ${problem}`,
  nothingTaken: "Không có dòng nào của tệp được ghi.",

  planLife: planLifeVi,

  refusals: {
    ...planLifeVi.refusals,
    "file-missing": (facts: Facts) => `Không có tệp “${facts.file}”.`,
    "file-empty": (facts: Facts) => `Tệp “${facts.file}” trống; dòng đầu phải là tên các cột.`,
    "file-too-large": (facts: Facts) => `Tệp “${facts.file}” có ${facts.seen} byte; tối đa ${facts.accepted}.`,
    "file-too-long": (facts: Facts) => `Tệp “${facts.file}” có ${facts.seen} dòng; tối đa ${facts.accepted}.`,
    "file-kind": (facts: Facts) => `Tệp “${facts.file}” không phải là .csv (UTF-8, UTF-16) hay .xlsx.`,
    "file-damaged": (facts: Facts) => `Tệp “${facts.file}” không đọc được: ${facts.seen}.`,
    columns: (facts: Facts) =>
      `Tệp “${facts.file}” có các cột: ${facts.seen || "(không có)"}; cần: ${facts.accepted}${facts.missing === "" ? "" : `; thiếu: ${facts.missing}`}.`,
    "unit-unknown": (facts: Facts) => `Không có đơn vị “${facts.seen}”; mã đơn vị lấy từ units import.`,
    "no-single-root": (facts: Facts) =>
      `Cần biết đơn vị theo dõi: cây đơn vị có ${facts.count} gốc. Thêm --monitor CODE, hoặc nhập đơn vị trước bằng units import.`,
    "member-unknown": (facts: Facts) => `Không có người dùng “${facts.seen}”; mã lấy từ members import.`,
    "invite-whom": () => "invite: cho một mã người dùng, hoặc --all cho mọi người chưa liên kết.",
    "invite-qr-one": () => "invite: --qr vẽ liên kết của một người; cho một mã người dùng, không cùng --all.",
    "invite-no-link": () =>
      "invite: chưa có liên kết để vẽ mã QR: TELEGRAM_BOT_TOKEN chưa đặt, hoặc Telegram không trả lời; chưa tạo mã nào.",
    channel: (facts: Facts) => `“${facts.seen}” không phải là tên kênh; ví dụ telegram, console.`,
    "room-unknown": (facts: Facts) => `Không có kênh “${facts.seen}”; xem room list.`,
    "plan-unknown": (facts: Facts) => `Không có kế hoạch “${facts.plan}”; xem plan list.`,
    "plan-known": (facts: Facts) =>
      `Tệp “${facts.file}” đã được nhập trước đây, là kế hoạch ${facts.plan} (${facts.state}).`,
    "plan-not-draft": (facts: Facts) =>
      `Kế hoạch ${facts.plan} không còn là dự thảo (${facts.state}) nên không ban hành lại.`,
    "review-out": (facts: Facts) => `“${facts.seen}” không phải là tên tệp bảng tính; viết như ra-soat.xlsx.`,
    "file-exists": (facts: Facts) => `Tệp “${facts.file}” đã có; chọn tên khác, hoặc thêm --force để ghi đè.`,
    "file-unwritable": (facts: Facts) =>
      `Không ghi được tệp “${facts.file}” (${facts.reason}); kiểm tra thư mục và quyền.`,
    "review-not-a-sheet": (facts: Facts) =>
      `Tệp “${facts.file}” không phải là bảng rà soát của một dự thảo; lấy bảng bằng plan review.`,
    "review-other-plan": (facts: Facts) =>
      `Tệp “${facts.file}” là bảng rà soát của kế hoạch ${facts.seen}, không phải ${facts.plan}; chưa ghi gì.`,
    "review-not-draft": (facts: Facts) =>
      `Kế hoạch ${facts.plan} không còn là dự thảo (${facts.state}) nên không sửa bằng bảng; dùng plan amend với văn bản sửa đổi.`,
    "review-stale": (facts: Facts) =>
      `Dự thảo ${facts.plan} đã thay đổi sau khi lập bảng “${facts.file}” nên chưa ghi gì; lấy bảng mới bằng plan review rồi sửa lại.`,
    "review-no-tasks": (facts: Facts) =>
      `Trong “${facts.file}” không thấy trang có các cột Mã, Nhiệm vụ…; xin giữ nguyên dòng tên cột.`,
    "review-problems": (facts: Facts) => `Bảng “${facts.file}” có ${facts.count} chỗ chưa đúng; chưa ghi gì.`,
    "plan-without-task": (facts: Facts) => `Trong “${facts.file}” không tìm thấy nhiệm vụ nào; chưa nhập gì.`,
    "delivery-not-failed": (facts: Facts) =>
      `Tin “${facts.seen}” không ở trạng thái lỗi, hoặc người nhận chưa có tài khoản; xem outbox --failed.`,
    year: (facts: Facts) => `“${facts.seen}” không phải là năm; viết như 2026.`,
    "remind-dry-run": () => "remind: chỉ chạy được với --dry-run; lời nhắc thật do tiến trình bot gửi đúng giờ.",
    instant: (facts: Facts) => `“${facts.seen}” không phải là thời điểm; viết như 2026-11-23T08:00:00+07:00.`,
    week: (facts: Facts) => `“${facts.seen}” không phải là tuần; viết như 2026-W47.`,
  },
  planFile: {
    missing: (facts: Facts) => `Không có tệp “${facts.file}”.`,
    empty: (facts: Facts) => `Tệp “${facts.file}” trống; chưa nhập gì.`,
    "too-large": (facts: Facts) => `Tệp “${facts.file}” lớn ${facts.seen}; tối đa ${facts.accepted}.`,
    "expands-too-far": (facts: Facts) =>
      `Tệp “${facts.file}” bung ra ${facts.seen}; tối đa ${facts.accepted}. Tệp có thể độc hại nên không mở.`,
    "wrong-kind": (facts: Facts) => `Tệp “${facts.file}” là ${facts.seen}; chỉ nhận ${facts.accepted}.`,
    damaged: (facts: Facts) => `Tệp “${facts.file}” bị hỏng (${facts.seen}); chưa nhập gì.`,
    "no-text": (facts: Facts) =>
      `Tệp “${facts.file}” không có chữ (${facts.seen}), có lẽ là bản chụp. Xin gửi bản ${facts.accepted}; chưa nhập gì.`,
    password: (facts: Facts) => `Tệp “${facts.file}” có mật khẩu. Bỏ mật khẩu rồi gửi lại; chưa nhập gì.`,
    macros: (facts: Facts) =>
      `Tệp “${facts.file}” chứa chương trình (macro) nên không mở. Lưu lại thành ${facts.accepted} rồi gửi; chưa nhập gì.`,
    secret: (facts: Facts) =>
      `Tệp “${facts.file}” có dấu “${facts.seen}”. Văn bản mật không được đưa vào chat nên không đọc, không lưu gì.`,
  },
  store: {
    locked: "Kho dữ liệu đang được một tiến trình khác giữ. Dừng tiến trình đó, hoặc dùng DATABASE_URL.",
    "newer-store":
      "Kho dữ liệu thuộc phiên bản mới hơn chương trình này. Cập nhật chương trình; không có gì bị thay đổi.",
    "disk-full": "Đĩa đã đầy nên không ghi được. Giải phóng chỗ rồi chạy lại; dữ liệu đã ghi vẫn còn.",
    unwritable: "Không ghi được vào DATA_DIR. Kiểm tra quyền của thư mục.",
  },
  failed: (reason: string) => `Lỗi: ${reason}`,
};
