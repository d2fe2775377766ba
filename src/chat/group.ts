import type { Incoming } from "../delivery/channel.ts";
import type { Texts } from "../texts/texts.ts";
import type { Say } from "./dialog.ts";
import { readCommand } from "./understand/command.ts";

/** In a group the bot names the group for `room add` and otherwise asks to be written to in private: work is nobody else's to read. */
export function answerGroup(incoming: Incoming, texts: Texts): readonly Say[] {
  if (incoming.said.kind !== "text") return [];
  const command = readCommand(incoming.said.text);
  if (command === null) return [];
  if (command.name === "room") return [{ body: texts.group.room(incoming.channel, incoming.chatId) }];
  return [{ body: texts.group.private }];
}
