import { foldBare } from "../../domain/fold-vietnamese.ts";

export type CommandName =
  | "start"
  | "tasks"
  | "unit"
  | "approve"
  | "report"
  | "commitments"
  | "plans"
  | "help"
  | "cancel"
  | "later"
  | "edit"
  | "skip"
  | "link"
  | "unlink"
  | "accounts"
  | "language"
  | "room";

/** Every command by its English name, with the words that mean it: first after a slash, then alone in a message. */
const COMMANDS: Readonly<Record<CommandName, { readonly slash: readonly string[]; readonly bare: readonly string[] }>> =
  {
    start: { slash: ["start"], bare: ["bat dau"] },
    tasks: { slash: ["viec", "tasks"], bare: ["viec cua toi", "toi con viec gi", "my tasks"] },
    unit: { slash: ["donvi", "unit"], bare: ["viec cua don vi", "don vi toi con viec gi", "my unit s tasks"] },
    approve: { slash: ["duyet", "approve"], bare: ["cho duyet", "duyet", "cho toi quyet dinh", "approve"] },
    report: { slash: ["baocao", "report"], bare: ["bao cao thang", "bao cao", "nop bao cao", "monthly report"] },
    commitments: {
      slash: ["camket", "commitments"],
      bare: ["cam ket", "cam ket nam", "dang ky cam ket", "commitments"],
    },
    plans: { slash: ["kehoach", "plans"], bare: ["ke hoach", "tien do cac ke hoach", "plans"] },
    help: { slash: ["trogiup", "help"], bare: ["tro giup", "giup toi", "huong dan", "hdsd", "help", "menu"] },
    cancel: { slash: ["huy", "cancel"], bare: ["huy", "huy bo", "thoat", "dung lai", "cancel", "stop"] },
    later: { slash: ["desau", "later"], bare: ["de sau", "lat nua", "de lat nua", "later"] },
    edit: { slash: ["sua", "edit"], bare: ["sua", "sua lai", "edit"] },
    skip: { slash: ["boqua", "skip"], bare: ["bo qua", "skip"] },
    link: { slash: ["lienket", "link"], bare: ["lien ket them tai khoan"] },
    unlink: { slash: ["huylienket", "unlink"], bare: ["huy lien ket", "unlink"] },
    accounts: { slash: ["taikhoan", "accounts"], bare: ["tai khoan", "tai khoan cua toi", "my accounts"] },
    language: { slash: ["ngonngu", "language"], bare: ["ngon ngu", "doi ngon ngu", "language"] },
    room: { slash: ["kenh", "room"], bare: [] },
  };

/** The word after the slash that lists of commands show: the first is Vietnamese, the second English. */
export const slashWord = (name: CommandName, language: "vi" | "en"): string => {
  const [vietnamese, english] = COMMANDS[name].slash;
  return (language === "vi" ? vietnamese : english) ?? name;
};

export type Command = { readonly name: CommandName; readonly argument: string };

const BY_SLASH = new Map<string, CommandName>();
const BY_WORDS = new Map<string, CommandName>();
for (const [name, words] of Object.entries(COMMANDS) as [CommandName, (typeof COMMANDS)[CommandName]][]) {
  for (const word of words.slash) BY_SLASH.set(word, name);
  for (const word of words.bare) BY_WORDS.set(word, name);
}

/** Reads "/viec", "/viec@bot", "/start CODE", or a message that is nothing but a command's words; null otherwise. */
export function readCommand(text: string): Command | null {
  const slash = /^\/(\p{L}{1,30})(?:@\S+)?(?:\s+([\s\S]*))?$/u.exec(text.trim());
  if (slash !== null) {
    const name = BY_SLASH.get(foldBare(slash[1] ?? ""));
    return name === undefined ? null : { name, argument: (slash[2] ?? "").trim() };
  }
  if (text.trim() === "?") return { name: "help", argument: "" };
  if (text.length > 40) return null;
  const name = BY_WORDS.get(foldBare(text));
  return name === undefined ? null : { name, argument: "" };
}
