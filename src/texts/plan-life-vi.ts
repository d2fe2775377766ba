import type { CalendarDate } from "../domain/calendar-date.ts";
import { formatDay, shorten } from "./format.ts";

type Facts = Readonly<Record<string, string | number>>;
type TaskLine = { readonly heading: string; readonly text: string };

const FIELDS: Readonly<Record<string, string>> = {
  text: "nội dung",
  leadUnits: "chủ trì",
  coordUnits: "phối hợp",
  deadline: "quy tắc thời hạn",
  deadlineText: "thời hạn",
  product: "sản phẩm",
  report: "báo cáo",
};
const STATES: Readonly<Record<string, string>> = {
  open: "chưa bắt đầu",
  doing: "đang làm",
  reported: "đã báo xong, chờ xác nhận",
  returned: "bị trả lại",
  draft: "dự thảo",
  closed: "đã đóng",
};

const named = (task: TaskLine): string => `${task.heading} ${shorten(task.text, 90)}`.trim();
const listed = (title: string, tasks: readonly TaskLine[]): string[] =>
  tasks.length === 0 ? [] : [`${title} (${tasks.length}):`, ...tasks.map((task) => `• ${named(task)}`)];
const value = (words: string): string => (words === "" ? "(không có)" : shorten(words, 100));

/** What the command line says about a plan after it was issued, in Vietnamese. */
export const planLifeVi = {
  amended: (
    plan: {
      readonly planId: number;
      readonly number: string | null;
      readonly title: string;
      readonly same: number;
      readonly added: readonly TaskLine[];
      readonly changed: readonly (TaskLine & {
        readonly similarity: number;
        readonly doubtful: boolean;
        readonly differences: readonly { readonly field: string; readonly before: string; readonly after: string }[];
      })[];
      readonly dropped: readonly TaskLine[];
      readonly revived: readonly TaskLine[];
      readonly removedByHand: readonly TaskLine[];
      readonly byHand: readonly TaskLine[];
      readonly assignments: { readonly given: number; readonly cancelled: number; readonly moved: number };
      readonly keptLeads: readonly TaskLine[];
      readonly answeredRequests: number;
      readonly unresolved: readonly { readonly written: string; readonly proposals: readonly string[] }[];
      readonly warnings: readonly string[];
      readonly discardedDraft: number | null;
    },
    dryRun: boolean,
  ): string[] => [
    `${dryRun ? "Chạy thử, chưa ghi gì. " : "Đã sửa đổi. "}Kế hoạch ${plan.planId}: ${plan.number ?? "(chưa có số)"} ${shorten(plan.title, 100)}`,
    `${plan.same} nhiệm vụ giữ nguyên, ${plan.changed.length} thay đổi, ${plan.added.length} thêm mới, ${plan.dropped.length} bị bỏ, ${plan.revived.length} có lại.`,
    `Việc được giao: ${plan.assignments.given} mới, ${plan.assignments.moved} đổi hạn, ${plan.assignments.cancelled} huỷ.`,
    ...plan.warnings.map((warning) => `Lưu ý: ${warning}`),
    ...(plan.changed.length === 0 ? [] : [`Thay đổi (${plan.changed.length}):`]),
    ...plan.changed.flatMap((task) => [
      `• ${named(task)}${task.doubtful ? ` (chỉ giống ${Math.round(task.similarity * 100)} %, xin xem có đúng là một nhiệm vụ không)` : ""}`,
      ...task.differences.map(
        ({ field, before, after }) => `    ${FIELDS[field] ?? field}: ${value(before)} → ${value(after)}`,
      ),
    ]),
    ...listed("Thêm mới", plan.added),
    ...listed("Bị bỏ", plan.dropped),
    ...listed("Có lại", plan.revived),
    ...listed("Đã bỏ khi rà soát, văn bản vẫn có, vẫn không giao", plan.removedByHand),
    ...listed("Thêm bằng tay trước đây, không có trong văn bản, vẫn giữ", plan.byHand),
    ...listed("Văn bản không nêu chủ trì nào có trong danh sách, đơn vị cũ làm tiếp", plan.keptLeads),
    ...(plan.unresolved.length === 0 ? [] : ["Tên chưa nhận ra (thêm tên gọi khác bằng units import):"]),
    ...plan.unresolved.map(
      ({ written, proposals }) => `• ${written}${proposals.length === 0 ? "" : ` (có phải: ${proposals.join(", ")}?)`}`,
    ),
    ...(plan.answeredRequests === 0
      ? []
      : [
          `${plan.answeredRequests} đề nghị gia hạn không còn cần vì hạn mới đã bằng hoặc muộn hơn; người duyệt nên trả lời.`,
        ]),
    ...(plan.discardedDraft === null
      ? []
      : [`Dự thảo ${plan.discardedDraft} lập từ chính tệp này không còn cần nên ${dryRun ? "sẽ bị xoá" : "đã xoá"}.`]),
    ...(dryRun ? ["Chạy lại không có --dry-run để áp dụng."] : []),
  ],
  /** A draft that seems to be a revised document of an issued plan. */
  revises: (plan: {
    readonly planId: number;
    readonly number: string | null;
    readonly title: string;
    readonly sameNumber: boolean;
    readonly alike: number;
  }): string =>
    `Lưu ý: có vẻ đây là bản sửa đổi của kế hoạch ${plan.planId} đang thực hiện (${plan.number ?? "chưa có số"} ${shorten(plan.title, 80)}): ${[
      ...(plan.sameNumber ? ["cùng số"] : []),
      ...(plan.alike === 0 ? [] : [`${plan.alike} nhiệm vụ trùng lời`]),
    ].join(
      ", ",
    )}. Nếu đúng vậy thì không ban hành dự thảo này (việc sẽ bị giao hai lần) mà sửa kế hoạch đó: plan amend ${plan.planId} TỆP`,
  eventRecorded: (
    event: {
      readonly name: string;
      readonly on: CalendarDate;
      readonly formerOn: CalendarDate | null;
      readonly tasks: readonly (TaskLine & { readonly dueOn: CalendarDate; readonly isPast: boolean })[];
      readonly dated: number;
    },
    dryRun: boolean,
  ): string[] => [
    `${dryRun ? "Chạy thử, chưa ghi gì. " : "Đã ghi. "}“${event.name}”: ngày ${formatDay(event.on)}${event.formerOn === null || event.formerOn === event.on ? "" : ` (trước đây ghi ${formatDay(event.formerOn)})`}.`,
    `${event.dated} việc có hạn mới:`,
    ...event.tasks.map((task) => `• ${named(task)} → ${formatDay(task.dueOn)}${task.isPast ? " (đã qua)" : ""}`),
    ...(event.tasks.some(({ isPast }) => isPast)
      ? ["Hạn đã qua thì đơn vị được nhắc là quá hạn từ buổi nhắc tới."]
      : []),
    ...(dryRun ? ["Chạy lại không có --dry-run để áp dụng."] : []),
  ],
  noEvents: "Kế hoạch này không có thời hạn nào chờ một sự kiện.",
  event: (event: {
    readonly name: string;
    readonly tasks: number;
    readonly tookPlaceOn: CalendarDate | null;
  }): string =>
    event.tookPlaceOn === null
      ? `chờ  “${event.name}”  ${event.tasks} nhiệm vụ`
      : `${formatDay(event.tookPlaceOn)}  “${event.name}”  ${event.tasks} nhiệm vụ`,
  eventsNext: (planId: number): string => `Khi sự kiện đã diễn ra: plan event ${planId} "TÊN" --on NGÀY`,
  openWork: (work: {
    readonly unitName: string;
    readonly heading: string;
    readonly text: string;
    readonly state: string;
    readonly dueOn: CalendarDate | null;
  }): string =>
    `• ${work.unitName}: ${named(work)} (${work.dueOn === null ? "không có hạn" : `hạn ${formatDay(work.dueOn)}`}, ${STATES[work.state] ?? work.state})`,
  closed: (plan: { readonly title: string; readonly cancelled: number }, dryRun: boolean): string[] => [
    `${dryRun ? "Chạy thử, chưa ghi gì: sẽ đóng" : "Đã đóng"} kế hoạch “${shorten(plan.title, 100)}”, ${plan.cancelled} việc dở dang bị huỷ.`,
    ...(dryRun ? ["Chạy lại không có --dry-run để áp dụng; đóng rồi thì không mở lại được."] : []),
  ],
  stillOpen: (count: number): string => `Còn ${count} việc chưa xong:`,
  cancelOpenNext: (planId: number): string =>
    `Xác nhận hay huỷ từng việc trước, hoặc huỷ tất cả: plan close ${planId} --cancel-open`,
  amendment: (amendment: {
    readonly on: CalendarDate;
    readonly sourceName: string;
    readonly formerNumber: string | null;
    readonly added: number;
    readonly changed: number;
    readonly dropped: number;
  }): string =>
    `Sửa đổi ngày ${formatDay(amendment.on)} theo “${amendment.sourceName}” (trước đó: ${amendment.formerNumber ?? "chưa có số"}): ${amendment.added} thêm, ${amendment.changed} đổi, ${amendment.dropped} bỏ.`,
  droppedTask: (task: TaskLine): string => `(đã bỏ) ${named(task)}`,
  listCounts: (counts: { readonly amendments: number; readonly dropped: number; readonly waiting: number }): string =>
    [
      counts.amendments === 0 ? "" : `${counts.amendments} lần sửa đổi`,
      counts.dropped === 0 ? "" : `${counts.dropped} nhiệm vụ đã bỏ`,
      counts.waiting === 0 ? "" : `${counts.waiting} nhiệm vụ chờ sự kiện`,
    ]
      .filter(Boolean)
      .join(", "),
  refusals: {
    "plan-not-issued": (facts: Facts) =>
      facts.state === "draft"
        ? `Kế hoạch ${facts.plan} còn là dự thảo: sửa bằng plan review và plan apply (hoặc nhập lại bằng plan import), rồi plan issue.`
        : `Kế hoạch ${facts.plan} đã đóng nên không thay đổi được nữa.`,
    "plan-revision-known": (facts: Facts) =>
      `Tệp “${facts.file}” đã được dùng trước đây cho kế hoạch ${facts.plan}; chưa thay đổi gì. Cần tệp của văn bản sửa đổi.`,
    "plan-draft-changed": (facts: Facts) =>
      `Dự thảo ${facts.plan} đã được sửa từ lúc xem trước nên chưa ban hành; xin xem lại.`,
    "plan-work-changed": (facts: Facts) =>
      `Việc của kế hoạch ${facts.plan} đã thay đổi từ lúc xem nên chưa đóng; xin xem lại.`,
    "plan-open-work": (facts: Facts) => `Kế hoạch ${facts.plan} còn ${facts.count} việc chưa xong nên chưa đóng.`,
    "event-day": (facts: Facts) => `“${facts.seen}” không phải là ngày; viết dd/mm/yyyy hoặc yyyy-mm-dd.`,
    "event-without-day": () => "plan event: cần ngày diễn ra, viết --on dd/mm/yyyy hoặc --on yyyy-mm-dd.",
    "event-without-name": () => "plan event: --on cần có tên sự kiện đứng trước; xem tên bằng plan event ID.",
    "event-too-far": (facts: Facts) => `Ngày ${facts.seen} còn xa quá; muộn nhất là ${facts.accepted}.`,
    "event-none": (facts: Facts) => `Kế hoạch ${facts.plan} không có thời hạn nào chờ một sự kiện.`,
    "event-unknown": (facts: Facts) => `Không có sự kiện “${facts.seen}”; đang có: ${facts.accepted}.`,
    "event-several": (facts: Facts) => `“${facts.seen}” có thể là: ${facts.accepted}. Viết rõ hơn.`,
  },
};
