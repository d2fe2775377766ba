import { addDays, type CalendarDate, dayOf, daysBetween, weekdayOf } from "../domain/calendar-date.ts";
import { instantOf } from "../domain/zone.ts";
import { type StoryPerson, storyPeople } from "../store/demo-story.ts";
import { type Actor, actor } from "./actor.ts";
import type { DemoParts } from "./demo.ts";

const FIRST_MORNING = "2026-09-16";
const LAST_MORNING = "2026-11-20";

/** The moment at which the visitor comes in: a Friday morning, four days before the next deadlines. */
export const LAST_DAY = new Date("2026-11-20T09:00:00+07:00");

/** Two months of an organisation at work, the same every time. `progress` hears how much has passed, 0 to 1. */
export async function tellStory(
  { app, store, desk, clock, config }: DemoParts,
  progress: (share: number) => void,
): Promise<void> {
  const mornings = storyMornings();
  let event = 0;
  for (const [index, today] of mornings.entries()) {
    clock.moveTo(instantOf(today, "08:00", config.timeZone));
    await app.settle();
    clock.moveTo(instantOf(today, "09:30", config.timeZone));
    for (const person of await storyPeople(store.prisma)) {
      const plays = actor(
        person.code,
        desk,
        () => `story-${++event}`,
        () => app.deliver(),
      );
      await playMorning(plays, person, today, index);
    }
    await app.settle();
    progress((index + 1) / mornings.length);
  }
}

/** Mondays, Thursdays, and the days on which reports are asked for or due. */
function storyMornings(): CalendarDate[] {
  const mornings: CalendarDate[] = [];
  for (let day: CalendarDate = FIRST_MORNING; day <= LAST_MORNING; day = addDays(day, 1)) {
    const report = [21, 24].includes(dayOf(day)) && weekdayOf(day) <= 5;
    if ([1, 4].includes(weekdayOf(day)) || report || day === FIRST_MORNING || day === LAST_MORNING) mornings.push(day);
  }
  return mornings;
}

/** A number from 0 to 99 that depends on nothing but the words: chance without a clock. */
function lot(...words: (string | number)[]): number {
  let hash = 2166136261;
  for (const letter of words.join(" ")) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  return (hash >>> 0) % 100;
}

async function playMorning(plays: Actor, person: StoryPerson, today: CalendarDate, index: number): Promise<void> {
  const { code } = person;
  if (index === 0) await registerCommitments(plays, code);
  if (person.outstanding > 0) await work(plays, person, today);
  if (person.owesReport && lot(code, today, "report") < 45) await report(plays, code);
  if (person.heads) await decide(plays, code, today);
}

const COMMITMENTS = [
  "Xử lý hồ sơ được giao đúng hạn, không để tồn quá ba ngày làm việc",
  "Số hoá toàn bộ hồ sơ lưu trữ của phòng trong năm",
  "Tham gia ít nhất hai lớp bồi dưỡng kỹ năng số",
  "Hướng dẫn đồng nghiệp mới sử dụng phần mềm văn bản",
];

async function registerCommitments(plays: Actor, code: string): Promise<void> {
  if (lot(code, "commits") >= 80) return;
  const first = lot(code, "first") % COMMITMENTS.length;
  await plays.says("cam kết");
  await plays.says([COMMITMENTS[first], COMMITMENTS[(first + 1) % COMMITMENTS.length]].join("\n"));
  await plays.taps("Đăng ký");
}

/** People finish near the due day, most in time and some late; until then they say how far they are, ask for time, or hand on. */
async function work(plays: Actor, { code, soonestDueOn }: StoryPerson, today: CalendarDate): Promise<void> {
  const daysLeft = soonestDueOn === null ? 60 : daysBetween(today, soonestDueOn);
  const chance = lot(code, today);
  // Some are late, or the reminders would have nothing to say.
  const late = lot(soonestDueOn ?? "", code, "late") < 45;
  const finishes = daysLeft <= 6 && chance < 40 && !late;
  if (!finishes && chance >= 50) return;
  await plays.says("việc của tôi");
  if (!(await plays.tapsNumber(1))) return;
  if (finishes) await plays.taps("Đã xong");
  else if (chance < 40) {
    await plays.taps("Đang làm (báo %)");
    await plays.says(`${25 + (lot(code, today, "percent") % 6) * 10}%`);
  } else if (chance < 43 && daysLeft < 10) {
    await plays.taps("Xin gia hạn");
    await plays.says("thêm 3 tuần nữa");
    await plays.says("chờ số liệu từ các đơn vị");
    if (!(await plays.taps("Gửi"))) await plays.says("huỷ");
  } else if ((await plays.taps("Giao người khác")) && !(await plays.tapsNumber(1))) await plays.says("huỷ");
}

async function report(plays: Actor, code: string): Promise<void> {
  await plays.says("báo cáo tháng");
  for (let question = 0; question < 12; question++) {
    if (await plays.taps("Nộp báo cáo")) return;
    const label = lot(code, question) < 60 ? "Đã hoàn thành" : "Đang thực hiện";
    const answered =
      (await plays.taps(label)) ||
      (await plays.taps("Không có")) ||
      (await plays.taps("Để trống")) ||
      (await plays.taps("Xong phần minh chứng"));
    if (!answered) await plays.says("Hoàn thành các hồ sơ được giao trong tháng, không có hồ sơ quá hạn.");
  }
}

/** Heads go through what waits for them, most of it. */
async function decide(plays: Actor, code: string, today: CalendarDate): Promise<void> {
  for (let turn = 0; turn < 4 && lot(code, today, turn, "decides") < 70; turn++) {
    await plays.says("chờ duyệt");
    if (!(await plays.tapsNumber(1))) return;
    const decided =
      (await plays.taps("Xác nhận hoàn thành")) ||
      (await plays.taps("Đồng ý gia hạn")) ||
      (await plays.taps("Tiếp nhận"));
    if (!decided) return;
  }
}
