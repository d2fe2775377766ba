import type { Call } from "./calls.ts";
import { type Fields, idOf, textOf } from "./fields.ts";

/** The call that says who the account is; it changes nothing, and fails when token or plan do not serve. */
export const PROFILE_CALL: Call = { method: "GET", path: "/v2.0/oa/getoa" };

export type Profile = {
  readonly id: string | null;
  readonly name: string | null;
  readonly verified: boolean | null;
  readonly plan: string | null;
  /** As Zalo writes it, such as `31/12/2026`. */
  readonly planUntil: string | null;
};

/** The letter case and the underscores of the names differ by who relays them. */
export function profileIn(data: Fields): Profile {
  const plain = new Map(Object.entries(data).map(([name, value]) => [name.toLowerCase().replaceAll("_", ""), value]));
  const verified = plain.get("isverified");
  return {
    id: idOf(plain.get("oaid")),
    name: textOf(plain.get("name")) ?? textOf(plain.get("oaname")),
    verified: typeof verified === "boolean" ? verified : null,
    plan: textOf(plain.get("packagename")),
    planUntil: textOf(plain.get("packagevalidthroughdate")),
  };
}
