import { allDialogs } from "../../src/chat/dialogs/all.ts";
import { receiver } from "../../src/chat/receive.ts";
import { dispatcher } from "../../src/delivery/dispatcher.ts";
import { createLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { FakeChannel } from "./fake-channel.ts";
import { ZONE } from "./organisation.ts";

export type Platforms = {
  /** The test's present. */
  now: Date;
  /** Working time or not: whether what the bot starts itself may go. */
  proactive: boolean;
  /** Sends everything that may go now on every channel, what goes to another account by that too. Returns how many were sent. */
  settle(): Promise<number>;
  close(): Promise<void>;
};

/**
 * The conversation on several fake platforms: every word is handled and everything sent before `says` or `taps` resolves.
 * With `atBirth` answers go the way they go when receiver and dispatcher are one process.
 */
export async function startPlatforms(
  store: Store,
  channels: readonly FakeChannel[],
  now: Date,
  { atBirth = false } = {},
): Promise<Platforms> {
  const log = createLog("silent");
  const clock = { now: () => platforms.now };
  const offices = channels.map((channel) => ({
    name: channel.name,
    office: dispatcher({
      store,
      channel,
      clock,
      log,
      zone: ZONE,
      wakeOthers: () => undefined,
      holder: "test",
      proactiveAllowed: () => platforms.proactive,
      readFile: async () => new Uint8Array(),
    }),
  }));
  const canOf = (name: string) => channels.find((channel) => channel.name === name)?.can;
  const receive = receiver({
    store,
    dialogs: allDialogs,
    clock,
    zone: ZONE,
    language: "vi",
    log,
    held: () => (atBirth ? offices.filter(({ office }) => office.holds()).map(({ name }) => name) : []),
    posted: ({ claimed }) => {
      for (const { name, office } of offices) {
        office.carry(
          claimed.filter((one) => one.channel === name),
          false,
        );
      }
    },
    canEdit: (name) => canOf(name)?.edit ?? false,
    counts: (name) => (canOf(name)?.monthlyQuota ?? null) !== null,
    filesWaiting: () => undefined,
    workWaiting: () => undefined,
  });

  async function settle(): Promise<number> {
    let sent = 0;
    // What the last office cannot deliver may be for the first one, and so on: as often as a message can move.
    for (let idle = 0; idle <= offices.length; ) {
      let round = 0;
      for (const { office } of offices) round += await office.drain();
      idle = round === 0 ? idle + 1 : 0;
      sent += round;
    }
    return sent;
  }

  const platforms: Platforms = {
    now,
    proactive: true,
    settle,
    close: async () => void (await Promise.all(offices.map(({ office }) => office.stop()))),
  };
  for (const channel of channels) {
    await channel.start(async (incoming) => {
      await receive(incoming);
      await settle();
    });
  }
  return platforms;
}
