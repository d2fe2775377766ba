import { createHash, timingSafeEqual } from "node:crypto";
import { fieldsOf, idOf } from "./fields.ts";

/** The longest Zalo repeats an event it could not deliver is an hour and some minutes; what is older is a replay. */
export const LONGEST_AGE_MS = 2 * 60 * 60_000;

export type SignatureSecrets = {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaSecretKey: string;
};

/** A plain SHA-256, not an HMAC, over the exact bytes: app id, body, the body's timestamp, OA secret key. */
export const signatureOf = (appId: string, body: Uint8Array, timestamp: string, oaSecretKey: string): string =>
  createHash("sha256").update(appId).update(body).update(timestamp).update(oaSecretKey).digest("hex");

/**
 * `good`, or why not. `wrong-variant` is refused too, but says for the log which other formula seen in the wild would have
 * matched: `oa-id` in place of the app id, or the `app-secret` in place of the OA secret key.
 */
export type Verdict =
  | { readonly kind: "good" | "missing" | "forged" | "old" }
  | { readonly kind: "wrong-variant"; readonly variant: "oa-id" | "app-secret" };

/** Judges an event's header `X-ZEvent-Signature` (with or without `mac=`, any case) against the bytes received. */
export function judge(
  header: string | null,
  body: Uint8Array,
  event: unknown,
  secrets: SignatureSecrets,
  now: Date,
): Verdict {
  const { appId, appSecret, oaSecretKey } = secrets;
  const fields = fieldsOf(event);
  const timestamp = idOf(fields.timestamp);
  if (header === null || timestamp === null) return { kind: "missing" };
  const given = header.trim().replace(/^mac=/i, "").toLowerCase();
  const matches = (wanted: string): boolean => sameText(given, wanted);
  if (matches(signatureOf(appId, body, timestamp, oaSecretKey))) {
    const ageMs = now.getTime() - Number(timestamp);
    return { kind: Number.isNaN(ageMs) || ageMs > LONGEST_AGE_MS ? "old" : "good" };
  }
  const oaId = idOf(fields.oa_id) ?? idOf(fieldsOf(fields.recipient).id) ?? "";
  if (matches(signatureOf(oaId, body, timestamp, oaSecretKey))) return { kind: "wrong-variant", variant: "oa-id" };
  if (matches(signatureOf(appId, body, timestamp, appSecret))) return { kind: "wrong-variant", variant: "app-secret" };
  return { kind: "forged" };
}

/** In constant time, whatever the lengths. */
function sameText(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
