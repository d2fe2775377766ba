import type { CalendarDate } from "../../domain/calendar-date.ts";
import { foldBare } from "../../domain/fold-vietnamese.ts";
import { dayAt } from "../../domain/zone.ts";
import { expandChatSpelling } from "./chat-spelling.ts";
import { readDay } from "./day.ts";
import { readPercent } from "./percent.ts";
import { readReason, readReceiver } from "./said-parts.ts";

export const INTENTS = [
  "done",
  "not_done",
  "in_progress",
  "extension_request",
  "snooze",
  "reassign",
  "list_outstanding",
  "list_overdue",
  "start_report",
  "help",
  "cancel",
  "unknown",
] as const;
export type Intent = (typeof INTENTS)[number];

export type Slots = {
  readonly percent?: number;
  readonly date?: CalendarDate;
  readonly reason?: string;
  readonly to?: string;
  readonly unit?: string;
  /** "việc 2 và 4": the numbers as printed. */
  readonly tasks?: readonly number[];
};

/** What a sentence means. `unknown` when in doubt: the bot then asks. */
export type Meaning = { readonly intent: Intent; readonly slots: Slots };

/** A sentence longer than this is a story; only its beginning decides what it is about. */
const READ_LENGTH = 500;

const NEGATION =
  /\b(chua|khong|chang|cha|hong|dau co|sao duoc|not|haven t|hasn t|isn t|didn t|don t|can t|cannot|no)\b/;
const FINISHED =
  /\b(xong|hoan thanh|hoan tat|da nop|nop roi|da gui|gui roi|da bao cao|done|finished|completed?|submitted)\b/;

/**
 * Rules in order; the first that fits decides. Asking comes before telling ("còn việc gì chưa xong?" is no report), moving a
 * date before saying no ("chưa xong, xin lùi …" asks for time), and doubt before done: taking something for done that is not
 * is the dearest mistake.
 */
const RULES: readonly (readonly [Intent, (bare: string) => boolean])[] = [
  [
    "help",
    (bare) =>
      /^(tro giup|huong dan|giup (toi|em|minh)|help)\b|\b(lam sao de|bot lam duoc gi|cach (bao cao|dung|su dung)|how (do|can) i)\b/.test(
        bare,
      ),
  ],
  [
    "list_overdue",
    (bare) =>
      /\b(qua han|tre han|bi tre|dang tre|cham bao cao|cham tien do|overdue|tre)\b/.test(bare) &&
      /\b(viec nao|don vi nao|nhung gi|danh sach|nao|xem|list|which|what|co .* khong|bao nhieu|may)\b/.test(bare),
  ],
  [
    "list_outstanding",
    (bare) =>
      /\b(con (viec|nhiem vu|nv) (gi|nao)|con (bao nhieu|may) (viec|nhiem vu)|danh sach (viec|nhiem vu|nv|cong viec)|^viec (cua )?(toi|em|minh)( la gi)?$|viec sap den han|sap den han|con no|xem (viec|nhiem vu|nv)|cho xem viec|viec gi chua|viec nao chua|^my tasks?$|\b(outstanding|open|remaining) tasks?|what.*(left|outstanding|open|due))\b/.test(
        bare,
      ),
  ],
  [
    "start_report",
    (bare) =>
      /\b(nop bao cao|lap bao cao|lam bao cao|viet bao cao|tong hop bao cao|bang tong hop|bao cao (thang|quy|tuan|nam)|(start|submit|write) (the |my )?(monthly )?report|monthly report)\b/.test(
        bare,
      ) &&
      !FINISHED.test(bare.replace(/nop bao cao/g, "")) &&
      !NEGATION.test(bare),
  ],
  [
    "snooze",
    (bare) =>
      /\b(nhac lai|nhac (em|toi|minh|anh|chi)|de (lat|ti|chut) nua|lat nua (xem|lam|tra loi)|ti nua xem|dung nhac|nhac sau|remind me|reminder again|snooze|nhac nha|nhac e|nhac e sau)\b/.test(
        bare,
      ),
  ],
  [
    "cancel",
    (bare) => /^(huy|huy bo|thoi|dung lai|thoat|cancel|stop|bo qua di|khong lam nua)( nhe| nha| a| di)?$/.test(bare),
  ],
  [
    "extension_request",
    (bare) =>
      /\b(gia han|lui|luif|ra han|khat|doi lai|xin phep keo|keo dai|xin them|cho (em |toi |minh )?(xin )?them|them \d+ ngay|doi han|doi (sang|den)|bo sung thoi gian|hoan (den|lai|sang)|extend|extension|postpone|more time|(den|toi) (thu|tuan|thang|cuoi|het|ngay|mung)|(mai|tuan sau|dau thang) .*nop .*duoc khong|until|another \d+|another (one|two|three) (days?|weeks?)|sang (tuan|thang|quy|thu))\b/.test(
        bare,
      ) &&
      !/\b(khong can|khong xin) (gia han|lui)\b/.test(bare) &&
      !FINISHED.test(bare.replace(/moi xong duoc|khong xong|chua xong|xong kip|chua hoan thanh|khong hoan thanh/g, "")),
  ],
  [
    "reassign",
    (bare) =>
      /\b(khong phai viec cua|khong con phu trach|khong phu trach|chuyen (viec|giup|qua|cho|sang)|giao (cho|lai cho|viec)|viec (nay )?(cua|do) (phong|ban|so|anh|chi|a|c)|phu trach|reassign|hand over|hand it|assign (it )?to|not my (task|job)|giao lai|phan lai|nham nguoi)\b/.test(
        bare,
      ) &&
      !/\b(cho|trinh) (lanh dao|sep|giam doc|chu tich|bi thu)\b/.test(bare) &&
      !/\b(bao cao|ho so|van ban|bc) cho\b.*\broi\b/.test(bare) &&
      !/\b(roi|xong)$/.test(bare),
  ],
  [
    "in_progress",
    (bare) =>
      /\b(dang (lam|trinh|trien khai|thuc hien|xu ly|soan|hoan thien|cho|tong hop|xin)|gan xong|sap xong|co ban xong|xong mot phan|con (cho|doi|vuong)|xong phan|duoc (mot )?nua|da trinh|da chuyen cho lanh dao|in progress|working on|almost|nearly|half)\b/.test(
        bare,
      ) ||
      /\b\d{1,3} phan tram\b/.test(bare) ||
      /(^|\s)\d{1,3} \d{1,3} (noi dung|nhiem vu|xa|chi tieu|phan|don vi|muc)\b/.test(bare),
  ],
  [
    "not_done",
    (bare) =>
      /\b(chua (xong|lam|bat dau|hoan thanh|trien khai|thuc hien|co gi|nop|gui|kip|dau)|khong (kip|xong|lam duoc|hoan thanh)|khong xong|xong sao duoc|xong dau|hong (kip|xong)|da xong dau|not (yet|done|finished|started)|haven t|can t make)\b/.test(
        bare,
      ) || /^(da )?chua( a| dau| dau a| nhe)?$/.test(bare),
  ],
  ["done", (bare) => isDone(bare)],
];

/** Done needs a word that says so, nothing that denies, doubts or asks, and nothing that still lies ahead. */
function isDone(bare: string): boolean {
  if (!FINISHED.test(bare)) return false;
  const asserted = bare.replace(/\bkhong con vuong (gi|mac gi)?\b|\bchua nop hom qua nhung\b|\bkhong sao\b/g, "");
  if (NEGATION.test(asserted)) return false;
  if (
    /\b(xong viec|hop xong|an xong|xong chua|chua|khi nao|bao gio|lam sao|nhu the nao|neu|khi|se|mai|sap|phai|can|de|cho|tuan sau|thang sau|nho|will|when|if|should|must|to be|co ban|mot phan|hau nhu|gan)\b/.test(
      asserted.replace(/\b(bao cao|bc|gui|nop|chuyen) (bao cao |bc )?cho\b/g, ""),
    )
  )
    return false;
  return true;
}

/** Reads one sentence. `now` and `zone` say which day "mai" is. */
export function understand(text: string, at: { readonly now: Date; readonly zone: string }): Meaning {
  const start = text.normalize("NFC").slice(0, READ_LENGTH);
  const bare = expandChatSpelling(foldBare(start.replace(/%/g, " phần trăm ")));
  const asksBack = /\?\s*$/.test(start);
  const intent = RULES.find(([, fits]) => fits(bare))?.[0] ?? "unknown";
  // "xong chưa?", "gia hạn được không?": a question about a deed is not the deed.
  if (asksBack && (intent === "done" || intent === "not_done" || intent === "in_progress"))
    return { intent: "unknown", slots: {} };
  return { intent, slots: slotsOf(intent, start, bare, dayAt(at.now, at.zone)) };
}

function slotsOf(intent: Intent, text: string, bare: string, today: CalendarDate): Slots {
  const numbers =
    /\b(?:viec|so|nhiem vu|muc|task) (?:so )?(\d{1,2}(?:(?: va | )\d{1,2})*)\b(?! phan tram| noi dung| ngay| xa)/.exec(
      bare,
    )?.[1];
  const tasks = numbers === undefined ? {} : { tasks: numbers.split(/ va | /).map(Number) };
  const reason = readReason(text);
  const because = reason === null ? {} : { reason };
  switch (intent) {
    case "in_progress": {
      const percent = readPercent(text);
      return { ...tasks, ...(typeof percent === "number" ? { percent } : {}) };
    }
    case "not_done":
      return { ...tasks, ...because };
    case "extension_request": {
      const day = readDay(text, today);
      return { ...tasks, ...because, ...(day !== null && "date" in day ? { date: day.date } : {}) };
    }
    case "reassign": {
      const to = readReceiver(text);
      return { ...tasks, ...(to === null ? {} : { to }) };
    }
    case "list_outstanding": {
      const unit = /(?:của|cua)\s+((?:phòng|phong|ban|sở|so|chi cục|trung tâm|xã|huyện)\s.+?)\s*[?.!]*$/iu.exec(
        text,
      )?.[1];
      return unit === undefined ? {} : { unit };
    }
    default:
      return tasks;
  }
}
