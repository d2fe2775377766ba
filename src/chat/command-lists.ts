import { textsIn } from "../texts/texts.ts";
import { type CommandName, slashWord } from "./understand/command.ts";

export type ShownCommands = {
  readonly language: "vi" | "en";
  readonly scope: "private" | "group";
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

const PRIVATE = [
  "tasks",
  "unit",
  "approve",
  "report",
  "commitments",
  "plans",
  "accounts",
  "link",
  "language",
  "help",
] as const satisfies readonly CommandName[];
const GROUP = ["room"] as const satisfies readonly CommandName[];

/** What a platform shows to people who type "/", in each language and kind of chat. */
export function commandLists(): readonly ShownCommands[] {
  return (["vi", "en"] as const).flatMap((language) => {
    const { commands: words } = textsIn(language, language);
    const listed = (names: readonly (keyof typeof words)[]) =>
      names.map((name) => ({ command: slashWord(name, language), description: words[name] }));
    return [
      { language, scope: "private" as const, commands: listed(PRIVATE) },
      { language, scope: "group" as const, commands: listed(GROUP) },
    ];
  });
}
