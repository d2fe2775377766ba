import { Command, CommanderError } from "commander";
import { calendarImport } from "./calendar-import.ts";
import { calendarShow } from "./calendar-show.ts";
import { digest } from "./digest.ts";
import { doctor } from "./doctor.ts";
import { invite } from "./invite.ts";
import { membersImport } from "./members-import.ts";
import { outbox, outboxRetry } from "./outbox.ts";
import type { CliParts } from "./parts.ts";
import { planAmend, planClose, planEvent } from "./plan-life.ts";
import { planApply, planReview } from "./plan-review.ts";
import { planImport, planIssue, planList, planRead, planShow } from "./plans.ts";
import { remind } from "./remind.ts";
import { roomAdd, roomList, roomRemove } from "./rooms.ts";
import { understandLines } from "./understand.ts";
import { unitsImport } from "./units-import.ts";

const JSON_FLAG = ["--json", "one JSON value on stdout"] as const;
const DRY_FLAG = ["--dry-run", "say what would change, and change nothing"] as const;

/** Runs one command. Resolves to the exit code; throws what the command throws. */
export async function program(parts: CliParts, args: readonly string[]): Promise<number> {
  const nhacviec = new Command("nhacviec").description("Nhắc Việc by hand").exitOverride();
  nhacviec.configureOutput({
    writeOut: (text) => parts.out(text.trimEnd()),
    writeErr: (text) => parts.err(text.trimEnd()),
  });
  let code = 0;
  const group = (name: string, description: string) =>
    nhacviec.command(name).description(description).exitOverride().copyInheritedSettings(nhacviec);

  const plan = group("plan", "plans: read, import, issue, look at");
  plan
    .command("read <file>")
    .description("read a document and print the draft as JSON; needs no store")
    .option(...JSON_FLAG)
    .action((file: string) => planRead(parts, file));
  plan
    .command("import <file>")
    .description("read a document into the store as a draft")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--monitor <unit>", "code of the unit that follows the plan up (default: the root unit)")
    .action((file: string, options) => planImport(parts, file, options));
  plan
    .command("review <id>")
    .description("write a draft as a spreadsheet to correct")
    .option(...JSON_FLAG)
    .requiredOption("--out <file>", "the .xlsx file to write")
    .option("--force", "replace the file if it is there")
    .action((id: string, options) => planReview(parts, id, options));
  plan
    .command("apply <id> <file>")
    .description("take a corrected spreadsheet into its draft; shows the difference")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--yes", "for scripts; nobody is asked")
    .action((id: string, file: string, options) => planApply(parts, id, file, options));
  plan
    .command("issue <id>")
    .description("give the assignments and start reminding")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--rest-to <unit>", "code of a unit that takes the tasks without one")
    .action((id: string, options) => planIssue(parts, id, options));
  plan
    .command("amend <id> <file>")
    .description("put a revised document in the place of an issued plan's; keeps the history")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .action((id: string, file: string, options) => planAmend(parts, id, file, options));
  plan
    .command("event <id> [name...]")
    .description("start deadlines that wait for an event; without a name, list the events")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--on <date>", "the day it took place, dd/mm/yyyy or yyyy-mm-dd")
    .action((id: string, name: string[], options) => planEvent(parts, id, name, options));
  plan
    .command("close <id>")
    .description("end a plan's follow-up")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--cancel-open", "cancel what is not confirmed yet")
    .action((id: string, options) => planClose(parts, id, options));
  plan
    .command("list")
    .description("every plan in a line")
    .option(...JSON_FLAG)
    .action((options) => planList(parts, options));
  plan
    .command("show <id>")
    .description("a plan's tasks as understood")
    .option(...JSON_FLAG)
    .action((id: string, options) => planShow(parts, id, options));

  group("units", "the unit tree")
    .command("import <file>")
    .description("create and update units from .csv or .xlsx")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .action((file: string, options) => unitsImport(parts, file, options));
  group("members", "people and their roles")
    .command("import <file>")
    .description("create and update members from .csv or .xlsx")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .action((file: string, options) => membersImport(parts, file, options));
  nhacviec
    .command("invite [code]")
    .description("a one-time link code for a member")
    .option(...JSON_FLAG)
    .option("--all", "one for everybody without an account, as a table")
    .option("--out <file>", "write the table to a file")
    .option("--qr <file>", "write the link as a QR picture (.png)")
    .action((member: string | undefined, options) => invite(parts, member, options));

  const room = group("room", "who receives weekly summaries");
  room
    .command("add <channel> <chat>")
    .description("a group or channel receives a unit's summary")
    .option(...JSON_FLAG)
    .requiredOption("--unit <code>", "the unit it is about")
    // The id of a topic in Telegram, -1001234567890:5, looks like an option.
    .allowUnknownOption()
    .action((channel: string, chat: string, options) => roomAdd(parts, channel, chat, options));
  room
    .command("list")
    .description("all rooms")
    .option(...JSON_FLAG)
    .action((options) => roomList(parts, options));
  room
    .command("remove <id>")
    .description("end a room's summaries")
    .option(...JSON_FLAG)
    .action((id: string, options) => roomRemove(parts, id, options));

  const calendar = group("calendar", "days off and make-up working days");
  calendar
    .command("import <file>")
    .description("create and replace days from .csv or .xlsx")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .action((file: string, options) => calendarImport(parts, file, options));
  calendar
    .command("show <year>")
    .description("the listed days of a year")
    .option(...JSON_FLAG)
    .action((year: string, options) => calendarShow(parts, year, options));

  nhacviec
    .command("remind")
    .description("what would be sent, to whom and why")
    .option(...JSON_FLAG)
    .option(...DRY_FLAG)
    .option("--at <instant>", "as of this instant, such as 2026-11-23T08:00:00+07:00")
    .action((options) => remind(parts, options));
  nhacviec
    .command("digest")
    .description("the weekly summary; sends nothing")
    .option(...JSON_FLAG)
    .requiredOption("--week <week>", "such as 2026-W47")
    .option("--plan <id>", "one plan only")
    .option("--unit <code>", "one unit and below")
    .action((options) => digest(parts, options));
  nhacviec
    .command("understand")
    .description("what sentences on stdin mean, one JSON line each")
    .option("--at <instant>", "as of this instant")
    .action((options) => understandLines(parts, options));

  const box = nhacviec
    .command("outbox")
    .description("what was sent, what was not and why")
    .option(...JSON_FLAG)
    .option("--failed", "only what failed")
    .option("--member <code>", "only one member's")
    .action((options) => outbox(parts, options));
  box
    .command("retry <id>")
    .description("put a failed message back into the outbox")
    .option(...JSON_FLAG)
    .action((id: string, options) => outboxRetry(parts, id, options));
  nhacviec
    .command("doctor")
    .description("check the set-up and say what to do")
    .option(...JSON_FLAG)
    .action(async (options) => {
      code = await doctor(parts, options);
    });

  try {
    await nhacviec.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help was asked for and given; everything else of commander's is wrong usage, already told on stderr.
    return error.exitCode === 0 ? 0 : 2;
  }
}
