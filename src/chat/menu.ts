import type { Choice } from "../delivery/post.ts";
import type { Context } from "./dialog.ts";

/** What this person can ask for, by their roles; every choice stays open. */
export function menuChoices({ person, texts }: Pick<Context, "person" | "texts">): readonly Choice[] {
  const roles = new Set(person.memberships.map((membership) => membership.role));
  const { menu } = texts;
  const works = roles.has("member") || roles.has("head");
  const entries: [boolean, string, string][] = [
    [works, menu.tasks, "tasks"],
    [roles.has("head"), menu.unit, "unit"],
    [roles.has("head"), menu.approvals, "approvals"],
    [works, menu.report, "report"],
    [works, menu.commitments, "commitments"],
    [roles.has("leader"), menu.plans, "plans"],
    [roles.has("admin"), menu.planDesk, "plan-desk"],
    [true, menu.accounts, "accounts"],
    [true, menu.help, "help"],
  ];
  return entries
    .filter(([shown]) => shown)
    .map(([, label, dialog]) => ({ label, action: { dialog, do: "open" }, stays: true }));
}
