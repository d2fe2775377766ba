import { allDialogs } from "../../src/chat/dialogs/all.ts";
import { receiver } from "../../src/chat/receive.ts";
import { dispatcher } from "../../src/delivery/dispatcher.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { type FakeChannel, fakeChannel } from "./fake-channel.ts";
import { ZONE } from "./organisation.ts";

export type Bot = FakeChannel & {
  /** The test's present. */
  now: Date;
  /** Working time or not: whether what the bot starts itself may go. */
  proactive: boolean;
  close(): Promise<void>;
};

/** The conversation on a fake platform: every word is handled and every answer sent before `says` or `taps` resolves. */
export async function startBot(store: Store, now: Date): Promise<Bot> {
  const channel = fakeChannel();
  const quiet = createLog("silent");
  const clock = { now: () => bot.now };
  const post = dispatcher({
    store,
    channel,
    clock,
    log: quiet,
    holder: "test",
    zone: ZONE,
    wakeOthers: () => undefined,
    proactiveAllowed: () => bot.proactive,
    readFile: async () => new Uint8Array(),
  });
  const receive = receiver({
    store,
    dialogs: allDialogs,
    clock,
    zone: ZONE,
    language: "vi",
    log: quiet,
    held: () => [],
    posted: () => undefined,
    canEdit: () => channel.can.edit,
    counts: () => channel.can.monthlyQuota !== null,
    filesWaiting: () => undefined,
    workWaiting: () => undefined,
  });
  const bot: Bot = { ...channel, now, proactive: true, close: () => post.stop() };
  await channel.start(async (incoming) => {
    await receive(incoming);
    await post.drain();
  });
  return bot;
}
