import { printedBody } from "../delivery/message.ts";
import { digestOf } from "../digest/digest.ts";
import { gatherWeek } from "../digest/gather.ts";
import { digestLetter } from "../digest/letter.ts";
import { Refusal } from "../errors.ts";
import { planExists } from "../store/digest-rows.ts";
import { monitorUnitFor } from "../store/unit-registry.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `digest --week 2026-W47`: the week's figures and text. Sends nothing. @throws Refusal `week`, `plan-unknown`, `unit-unknown` */
export async function digest(
  parts: CliParts,
  options: JsonOption & { week: string; plan?: string; unit?: string },
): Promise<void> {
  const { prisma } = await parts.store();
  const planId = options.plan === undefined ? null : Number(/^\d{1,9}$/.exec(options.plan)?.[0] ?? 0);
  if (planId !== null && !(await planExists(prisma, planId)))
    throw new Refusal("plan-unknown", { plan: options.plan ?? "" });
  const unitId = options.unit === undefined ? null : await monitorUnitFor(prisma, options.unit);
  const picture = await gatherWeek(prisma, { week: options.week, planId, zone: parts.config.timeZone });
  const figures = digestOf(picture, unitId);
  const { title, ...letter } = digestLetter(figures, parts.texts);
  const text = printedBody({ ...letter, offer: null });
  print(parts, options, { ...figures, title, text }, [title, text]);
}
