import { createHmac, timingSafeEqual } from "node:crypto";

/** A request may be this old, or this far ahead of our clock. Source: docs.slack.dev, "Verifying requests from Slack". */
const WINDOW_SECONDS = 5 * 60;

/**
 * Whether Slack signed this body with the app's secret, not long ago: null, or why not. `wrong-time` is a right signature of
 * another time: a call that somebody repeats, or our clock is wrong.
 */
export function signatureProblem(
  body: Uint8Array,
  headers: Headers,
  secret: string,
  now: Date,
): "wrong-signature" | "wrong-time" | null {
  const sentAt = headers.get("x-slack-request-timestamp") ?? "";
  if (!/^\d{1,12}$/.test(sentAt)) return "wrong-signature";
  const wanted = Buffer.from(signatureOf(body, sentAt, secret));
  const given = Buffer.from(headers.get("x-slack-signature") ?? "");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return "wrong-signature";
  return Math.abs(now.getTime() / 1000 - Number(sentAt)) > WINDOW_SECONDS ? "wrong-time" : null;
}

/** `v0=` and the HMAC-SHA256 of version, time (seconds) and body. */
export const signatureOf = (body: Uint8Array, sentAt: string, secret: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${sentAt}:`).update(body).digest("hex")}`;
