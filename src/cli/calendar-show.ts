import { Refusal } from "../errors.ts";
import { calendarDays } from "../store/calendar.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `calendar show YEAR`: the listed days of a year. */
export async function calendarShow(parts: CliParts, year: string, options: JsonOption): Promise<void> {
  if (!/^(19|20|21)\d\d$/.test(year)) throw new Refusal("year", { seen: year });
  const days = await calendarDays((await parts.store()).prisma, `${year}-01-01`, `${year}-12-31`);
  const { texts } = parts;
  print(parts, options, days, days.length === 0 ? [texts.cli.noDays(year)] : days.map((day) => texts.cli.day(day)));
}
