import { type Dialog, over } from "../dialog.ts";
import { menuChoices } from "../menu.ts";

/** What the bot can do for this person, in the words of their roles. */
export const help: Dialog<null> = {
  name: "help",
  load: async () => null,
  open(action, _world, context) {
    const { texts, person } = context;
    if (action.do === "snooze") return over([{ body: texts.help.snooze, choices: menuChoices(context) }]);
    const roles = new Set(person.memberships.map((membership) => membership.role));
    const parts = [
      ...(action.do === "welcome" ? [texts.help.welcome(person.fullName)] : []),
      texts.help.member,
      ...(roles.has("head") ? [texts.help.head] : []),
      ...(roles.has("leader") ? [texts.help.leader] : []),
      ...(roles.has("admin") ? [texts.help.admin] : []),
      texts.help.always,
    ];
    return over([{ title: texts.help.title, body: parts.join("\n\n"), choices: menuChoices(context) }]);
  },
};
