import type { Clock, MovableClock } from "../clock.ts";
import { type Message, printedBody } from "../delivery/message.ts";
import { deskPeople, deskRooms, sentTo } from "../store/desk.ts";
import type { Store } from "../store/open-store.ts";
import type { ConsoleDesk, ConsoleParts } from "./console-desk.ts";

const CHANNEL = "console";

/** Joins the console's page to the store, the channel and the clock. */
export function consoleParts(parts: {
  store: Store;
  desk: ConsoleDesk;
  password: string | null;
  zone: string;
  clock: Clock | MovableClock;
  /** Does what is due after the clock was moved. */
  settle: () => Promise<void>;
}): ConsoleParts {
  const { store, desk, clock } = parts;
  return {
    desk,
    password: parts.password,
    zone: parts.zone,
    chats: async () => [...(await deskRooms(store.prisma, CHANNEL)), ...(await deskPeople(store.prisma, CHANNEL))],
    history: async (chatId) =>
      (await sentTo(store.prisma, CHANNEL, chatId)).map(({ id, message, sentAt }) => {
        const { title, offer, files, ...rest } = message as Message;
        // Offers of an earlier process are in the numbers of the text; their buttons are shown again by asking.
        return {
          id: `d${id}`,
          mine: false,
          title,
          body: printedBody({ ...rest, offer }),
          offer: null,
          files,
          at: sentAt.toISOString(),
        };
      }),
    clock: {
      now: () => clock.now(),
      ...("moveTo" in clock
        ? {
            moveTo: async (instant: Date) => {
              clock.moveTo(instant);
              await parts.settle();
            },
          }
        : {}),
    },
  };
}
