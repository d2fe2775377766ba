import { join } from "node:path";
import type { App } from "../app.ts";
import { calendarImport } from "../cli/calendar-import.ts";
import { membersImport } from "../cli/members-import.ts";
import type { CliParts } from "../cli/parts.ts";
import { unitsImport } from "../cli/units-import.ts";
import type { MovableClock } from "../clock.ts";
import type { Config, Environment } from "../config.ts";
import { dayAt } from "../domain/zone.ts";
import { importPlan } from "../plans/import-plan.ts";
import { issuePlan } from "../plans/issue-plan.ts";
import type { ConsoleDesk } from "../server/console-desk.ts";
import { linkEverybody, roomFor, storyBegun, storyEnd } from "../store/demo-story.ts";
import type { Store } from "../store/open-store.ts";
import { textsIn } from "../texts/texts.ts";
import { LAST_DAY, tellStory } from "./story.ts";

/** The demo is the whole product on this machine with nothing configured. */
export const DEMO_ENVIRONMENT: Environment = { DATA_DIR: "data/demo", CONSOLE: "on", LOG_LEVEL: "warn" };

const SAMPLES = join(import.meta.dirname, "../../samples");
const ISSUED_AT = new Date("2026-09-15T07:00:00+07:00");

/** Where the demo's clock stands: after the last thing that happened, so that a restart goes on. */
export async function demoClockStart(store: Store): Promise<Date> {
  return (await storyEnd(store.prisma)) ?? ISSUED_AT;
}

export type DemoParts = {
  readonly app: App;
  readonly store: Store;
  readonly desk: ConsoleDesk & { start(receive: App["receive"]): Promise<void> };
  readonly clock: MovableClock;
  readonly config: Config;
};

/**
 * Fills an empty store with the sample organisation and its issued plan, and lets two months pass: the clock is moved from
 * morning to morning and people answer, through the same doors as everybody. Does nothing when it was done before.
 */
export async function prepareDemo(parts: DemoParts): Promise<void> {
  const { store, clock, config } = parts;
  if (await storyBegun(store.prisma)) return;
  const tell = (line: string) => void process.stderr.write(line);
  tell("Chuẩn bị dữ liệu mẫu (chỉ lần đầu) / Preparing the sample data (first time only)\n");
  clock.moveTo(ISSUED_AT);
  const cli: CliParts = {
    config,
    clock,
    texts: textsIn(config.language, "vi"),
    store: async () => store,
    channels: async () => [],
    fetch,
    out: (text) => tell(`  ${text}\n`),
    err: (text) => tell(`  ${text}\n`),
    stdin: (async function* () {})(),
  };
  await calendarImport(cli, join(SAMPLES, "calendar-2026.csv"), {});
  await unitsImport(cli, join(SAMPLES, "units.csv"), {});
  await membersImport(cli, join(SAMPLES, "members.csv"), {});
  await linkEverybody(store.prisma, "console", clock.now());
  await roomFor(store.prisma, "console", "room:lanh-dao", clock.now());
  const now = clock.now();
  const { planId } = await importPlan(store, {
    path: join(SAMPLES, "ke-hoach-chuyen-doi-so.md"),
    monitorCode: null,
    dryRun: false,
    now,
  });
  const issued = await issuePlan(store, {
    planId,
    restTo: null,
    dryRun: false,
    today: dayAt(now, config.timeZone),
    now,
  });
  for (const line of cli.texts.cli.planIssued(issued, false)) tell(`  ${line}\n`);
  await parts.desk.start(parts.app.receive);
  await tellStory(parts, (share) => tell(`\r  Hai tháng trôi qua / Two months go by: ${Math.round(share * 100)}%`));
  tell("\n");
  clock.moveTo(LAST_DAY);
  await parts.app.settle();
}

/** Opens the page and the people behind it, as a browser would. Throws when something is not as it should be. */
export async function smokeTest(url: string): Promise<void> {
  const page = await fetch(`${url}/console/`);
  if (!(await page.text()).includes("Nhắc Việc")) throw new Error("the console's page is not there");
  const start = (await (await fetch(`${url}/console/api/start`)).json()) as {
    chats: { chatId: string; role: string }[];
  };
  const member = start.chats.find((chat) => chat.role === "member");
  const room = start.chats.find((chat) => chat.role === "room");
  if (member === undefined || room === undefined) throw new Error(`people are missing: ${start.chats.length}`);
  const chat = async (id: string) =>
    (await (await fetch(`${url}/console/api/chats/${id}`)).json()) as { title: string | null; body: string }[];
  const letters = await chat(room.chatId);
  if (letters.length === 0) throw new Error("no weekly letter was posted");
  await fetch(`${url}/console/api/events`, {
    method: "POST",
    body: JSON.stringify({
      eventId: "smoke-1",
      address: member.chatId,
      chatId: member.chatId,
      said: { kind: "text", text: "việc của tôi" },
    }),
  });
  for (let tries = 0; tries < 100; tries++) {
    const last = (await chat(member.chatId)).at(-1);
    if (last !== undefined && /việc/.test(`${last.title}${last.body}`)) {
      process.stdout.write(`demo: ${start.chats.length} chats, ${letters.length} letters, the bot answers\n`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the bot did not answer");
}
