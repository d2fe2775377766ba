import type { ConsoleDesk } from "../server/console-desk.ts";

/** One person of the story, who sees the last message of the bot and answers it through the console's door. */
export type Actor = {
  says(text: string): Promise<void>;
  /** Taps a choice of the last message; false when it does not have it. */
  taps(label: string): Promise<boolean>;
  /** Taps by number, from 1. */
  tapsNumber(number: number): Promise<boolean>;
};

export function actor(
  address: string,
  desk: ConsoleDesk,
  nextEvent: () => string,
  deliver: () => Promise<void>,
): Actor {
  const choices = () => desk.transcript(address).findLast((line) => !line.mine)?.offer ?? [];
  const hear = async (said: Parameters<ConsoleDesk["hear"]>[0]["said"]) => {
    await desk.hear({ eventId: nextEvent(), address, chatId: address, said });
    await deliver();
  };
  const tap = async (choice: { label: string; data: string } | undefined) => {
    if (choice === undefined) return false;
    await hear({ kind: "tap", ...choice });
    return true;
  };
  return {
    says: (text) => hear({ kind: "text", text }),
    taps: (label) => tap(choices().find((choice) => choice.label === label)),
    tapsNumber: (number) => tap(choices()[number - 1]),
  };
}
