import { maySeeCounts } from "../../domain/access.ts";
import { readUnitTree } from "../../store/people.ts";
import { type PlanCount, planCounts } from "../../store/plan-counts.ts";
import { shorten } from "../../texts/format.ts";
import { type Context, type Dialog, over } from "../dialog.ts";
import { PAGE_LENGTH } from "./assignment-choices.ts";

/** For leadership: every plan in their scope in numbers, and each by unit. Never names, never texts. */
export const plans: Dialog<readonly PlanCount[] | null> = {
  name: "plans",
  async load(db, { person, today }) {
    const tree = await readUnitTree(db);
    const units = tree.ids.filter((id) => maySeeCounts(person, id, tree));
    return units.length === 0 ? null : await planCounts(db, units, today);
  },
  open(action, counts, context) {
    const { texts } = context;
    if (counts === null) return over([{ body: texts.plans.leadersOnly }]);
    if (counts.length === 0) return over([{ body: texts.plans.none }]);
    const byPlan = Map.groupBy(counts, (count) => count.planId);
    const chosen = action.id === undefined ? undefined : byPlan.get(action.id);
    if (chosen !== undefined) return over([onePlan(chosen, context)]);
    return over([
      {
        title: texts.plans.title(byPlan.size),
        body: [...byPlan.values()].map((rows) => texts.plans.line(nameOf(rows), sum(rows))).join("\n"),
        choices: [...byPlan].slice(0, PAGE_LENGTH).map(([id, rows]) => ({
          label: shorten(nameOf(rows), 60),
          action: { dialog: "plans", do: "open", id },
          stays: true,
        })),
      },
    ]);
  },
};

const nameOf = ([first]: readonly PlanCount[]): string => first?.number ?? first?.title ?? "";

const sum = (rows: readonly PlanCount[]) => ({
  total: rows.reduce((total, row) => total + row.total, 0),
  confirmed: rows.reduce((total, row) => total + row.confirmed, 0),
  reported: rows.reduce((total, row) => total + row.reported, 0),
  overdue: rows.reduce((total, row) => total + row.overdue, 0),
});

const onePlan = (rows: readonly PlanCount[], { texts }: Context) => ({
  title: nameOf(rows),
  body: [shorten(rows[0]?.title ?? "", 200), ...rows.map((row) => texts.plans.line(row.unitName, row))].join("\n"),
});
