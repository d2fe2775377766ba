import { dayAt } from "../domain/zone.ts";
import { Refusal } from "../errors.ts";
import { reminderWords } from "../schedule/reminder-words.ts";
import { dryReminders, REMINDERS_FROM } from "../schedule/reminders.ts";
import { workingTime } from "../schedule/working-time.ts";
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
    print(parts, options, { at, open: false, people: [] }, [texts.closed(at, (await working.next(now)).toISOString())]);
    return;
  }
  const people = await dryReminders({ store, clock: parts.clock, zone, language, working }, now);
  const assignments = people.reduce((total, one) => total + one.count + one.late, 0);
  const sentences = people.flatMap((one) => [
    texts.person(one.code, one.fullName, true),
    ...[...one.lines, ...one.lateLines].map((line) => {
      const reason = line.to === "responsible" ? line.reason : line.to;
      return `    ${line.heading} ${line.dueOn}: ${texts.why(line.stage, texts.reasons[reason], line.insteadOf)}`;
    }),
    ...(one.count + one.late > one.lines.length + one.lateLines.length
      ? [`    ${texts.more(one.count + one.late - one.lines.length - one.lateLines.length)}`]
      : []),
  ]);
  const value = people.map((one) => ({ ...one, message: reminderWords(one, dayAt(now, zone), parts.texts) }));
  print(parts, options, { at, open: true, people: value }, [
    people.length === 0 ? texts.nothing(at) : texts.summary(at, people.length, assignments),
    ...sentences,
  ]);
}
