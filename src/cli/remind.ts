import { dayAt, minuteOfDayAt } from "../domain/zone.ts";
import { Refusal } from "../errors.ts";
import { reminderWords } from "../schedule/reminder-words.ts";
import { dryReminders, REMINDERS_FROM } from "../schedule/reminders.ts";
import { workingTime } from "../schedule/working-time.ts";
import { formatDay } from "../texts/format.ts";
import { textsIn } from "../texts/texts.ts";
import { instantFrom } from "./instant.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `remind --dry-run`: what would be sent, to whom and why. Sends and writes nothing. */
export async function remind(parts: CliParts, options: JsonOption & { dryRun?: true; at?: string }): Promise<void> {
  if (options.dryRun !== true) throw new Refusal("remind-dry-run");
  const now = instantFrom(options.at, parts.clock.now());
  const { timeZone: zone, language } = parts.config;
  const store = await parts.store();
  const working = workingTime({ store, zone });
  const { dryRun: texts } = parts.texts.reminders;
  const at = now.toISOString();
  if (!(await working.isWorkingTimeFrom(now, REMINDERS_FROM))) {
    const nextAt = await working.nextFrom(now, REMINDERS_FROM);
    print(parts, options, { at, open: false, nextAt: nextAt.toISOString(), people: [] }, [
      texts.closed(localTime(now, zone), localTime(nextAt, zone)),
    ]);
    return;
  }
  const people = await dryReminders({ store, clock: parts.clock, zone, language, working }, now);
  const assignments = people.reduce((total, one) => total + one.count + one.late, 0);
  const sentences = people.flatMap((one) => [
    texts.person(one.code, one.fullName, one.reachable),
    ...[...one.lines, ...one.lateLines].map((line) => {
      const reason = line.to === "responsible" ? line.reason : line.to;
      return `    ${line.heading} ${line.dueOn}: ${texts.why(line.stage, texts.reasons[reason], line.insteadOf)}`;
    }),
    ...(one.count + one.late > one.lines.length + one.lateLines.length
      ? [`    ${texts.more(one.count + one.late - one.lines.length - one.lateLines.length)}`]
      : []),
  ]);
  const value = people.map((one) => ({
    ...one,
    message: reminderWords(one, dayAt(now, zone), textsIn(one.language, language)),
  }));
  print(parts, options, { at, open: true, people: value }, [
    people.length === 0
      ? texts.nothing(localTime(now, zone))
      : texts.summary(localTime(now, zone), people.length, assignments),
    ...sentences,
  ]);
}

/** "23/11/2026 08:00" on the organisation's clocks. */
function localTime(instant: Date, zone: string): string {
  const minute = minuteOfDayAt(instant, zone);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${formatDay(dayAt(instant, zone))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
