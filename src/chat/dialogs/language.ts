import { isLanguage, LANGUAGES, textsIn } from "../../texts/texts.ts";
import { type Dialog, over } from "../dialog.ts";

/** The language the bot speaks with this person. */
export const language: Dialog<null> = {
  name: "language",
  load: async () => null,
  open(action, _world, { texts }) {
    const chosen = action.value?.trim().toLowerCase();
    if (!isLanguage(chosen)) {
      return over([
        {
          body: texts.language.ask,
          choices: LANGUAGES.map((one) => ({
            label: textsIn(one, one).language.name,
            action: { dialog: "language", do: "open", value: one },
          })),
        },
      ]);
    }
    return over([{ body: textsIn(chosen, chosen).language.noted }], [{ change: "choose-language", language: chosen }]);
  },
};
