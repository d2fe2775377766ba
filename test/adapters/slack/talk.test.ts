import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allDialogs } from "../../../src/chat/dialogs/all.ts";
import { receiver } from "../../../src/chat/receive.ts";
import { type Dispatcher, dispatcher } from "../../../src/delivery/dispatcher.ts";
import { createLog } from "../../../src/log.ts";
import { planReportCycles } from "../../../src/schedule/report-cycles.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { at, plannerParts } from "../../support/clockwork.ts";
import { openTestStore, reset } from "../../support/database.ts";
import {
  eventCallback,
  homeTapPayload,
  slashCommand,
  submission,
  tapPayload,
} from "../../support/fake-slack-events.ts";
import { makeOrganisation, type Organisation, ZONE } from "../../support/organisation.ts";
import { SLACK_NOW, type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

let store: Store;
let organisation: Organisation;
let on: SlackOnFake;
let post: Dispatcher;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-09-01", "08:00"), "slack");
  on = await slackOnFake("socket", {}, false);
  const log = createLog("silent");
  const { channel } = on;
  const clock = { now: () => SLACK_NOW };
  const shared = { store, clock, log, zone: ZONE };
  post = dispatcher({
    ...shared,
    channel,
    holder: "test",
    wakeOthers: () => undefined,
    proactiveAllowed: () => false,
    readFile: async () => new Uint8Array(),
  });
  const receive = receiver({
    ...shared,
    dialogs: allDialogs,
    language: "vi",
    held: () => [],
    posted: () => undefined,
    canEdit: () => channel.can.edit,
    counts: () => false,
    filesWaiting: () => undefined,
    workWaiting: () => undefined,
  });
  await channel.start(async (incoming) => {
    await receive(incoming);
    await post.drain();
  });
});
afterEach(async () => {
  await on.stop();
  await post.stop();
  expect(on.slack.violations).toEqual([]);
});

const heard = () => on.slack.heard("NURSE");

/** Taps a button that stands in the nurse's chat, wherever it is, by its label. */
async function taps(label: string): Promise<void> {
  const posted = heard().findLast(({ buttons }) => buttons.some(({ text }) => text === label));
  const button = posted?.buttons.find(({ text }) => text === label);
  if (posted === undefined || button === undefined) throw new Error(`no button ${label}`);
  const trigger = `t${heard().length} ${label}`;
  const { value, actionId } = button;
  const message = { ts: posted.ts, metadata: posted.metadata };
  const tap = { user: "NURSE", channel: "NURSE", value, actionId, trigger, actionTs: trigger, message };
  await on.slack.envelope("interactive", tapPayload(tap));
}

describe("a person's work in Slack", () => {
  test("the monthly report is given in one form, its buttons go when they are used, and the evidence is asked in the chat", async () => {
    await planReportCycles(plannerParts(store, SLACK_NOW), SLACK_NOW);
    await on.slack.says("NURSE", "báo cáo tháng");
    await taps("Điền biểu mẫu");
    const view = on.slack.views()[0];
    if (view === undefined) throw new Error("no form was opened");
    const names = view.blocks.map((block) => String(block.block_id));
    const values = Object.fromEntries(names.map((name, index) => [name, index === 0 ? "Đã trực đủ & đúng giờ" : ""]));
    await on.slack.envelope("interactive", submission("NURSE", view, values));
    expect(heard().filter(({ buttons }) => buttons.some(({ text }) => text === "Điền biểu mẫu"))).toEqual([]);
    expect(heard().at(-1)?.text).toContain("Câu 4/4");
    await taps("Xong phần minh chứng");
    expect(heard().at(-1)?.text).toContain("Đã trực đủ & đúng giờ");
    await taps("Nộp báo cáo");
    const where = { memberId: organisation.members.nurse };
    expect((await store.prisma.report.findFirstOrThrow({ where })).state).toBe("submitted");
  });

  test("the App Home shows the outstanding work, and a tap there is answered there", async () => {
    const opened = { type: "app_home_opened", user: "NURSE", channel: "NURSE", tab: "home" };
    await on.slack.envelope("events_api", eventCallback("EvHome", opened));
    const texts = () => JSON.stringify(on.slack.home("NURSE"));
    expect(texts()).toContain("không còn việc nào");
    await on.slack.envelope("interactive", homeTapPayload("NURSE", "77.0", "t1"));
    expect(texts()).toContain("không còn hiệu lực");
    expect(heard()).toEqual([]);
  });

  test("the slash command is answered in the direct chat, whichever channel it was typed in", async () => {
    await on.slack.envelope("slash_commands", slashCommand("NURSE", "C1", "việc của tôi", "t1"));
    expect(heard().at(-1)?.text).toContain("không còn việc nào");
    expect(on.slack.heard("C1")).toEqual([]);
  });
});
