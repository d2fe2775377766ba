import { Refusal } from "../errors.ts";

/** The instant an `--at` names, with its offset; `otherwise` when it is not given. @throws Refusal `instant` */
export function instantFrom(text: string | undefined, otherwise: Date): Date {
  if (text === undefined) return otherwise;
  if (!/(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) throw new Refusal("instant", { seen: text });
  return new Date(text);
}
