import type { Api } from "grammy";
import type { Log } from "../../src/log.ts";
import { callSignal } from "./client.ts";
import { failureOf } from "./failure.ts";

/** The commands shown in one kind of chat to people of one language; those of `vi` are shown to everybody else too. */
export type CommandList = {
  readonly language: "vi" | "en";
  readonly scope: "private" | "group";
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

/** Without a language code a list is for everybody in whose language there is none. */
const audience = ({ language, scope }: CommandList) => ({
  scope: { type: scope === "private" ? ("all_private_chats" as const) : ("all_group_chats" as const) },
  ...(language === "vi" ? {} : { language_code: language }),
});

/** The lists that Telegram shows otherwise than they are now. */
export async function outdatedLists(
  api: Api,
  lists: readonly CommandList[],
  signal: AbortSignal,
): Promise<readonly CommandList[]> {
  const shown = await Promise.all(lists.map((list) => api.getMyCommands(audience(list), callSignal(signal))));
  return lists.filter((list, index) => print(shown[index] ?? []) !== print(list.commands));
}

/** Publishes the lists that have changed. A failure is logged: the bot works without them. */
export async function publishCommands(
  api: Api,
  lists: readonly CommandList[],
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  try {
    for (const list of await outdatedLists(api, lists, signal)) {
      await api.setMyCommands([...list.commands], audience(list), callSignal(signal));
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ channel: "telegram", code: failureOf(error).code }, "commands not published");
  }
}

const print = (commands: CommandList["commands"]): string =>
  JSON.stringify(commands.map(({ command, description }) => [command, description]));
