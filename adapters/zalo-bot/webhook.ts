import { createHash, timingSafeEqual } from "node:crypto";
import { ChannelError } from "../../src/errors.ts";
import { type Call, type CallOptions, ZaloRefusal } from "./call.ts";
import { fieldsOf, jsonIn, textIn } from "./fields.ts";
import { readBounded } from "./read-bounded.ts";

export const HOOK_PATH = "/hooks/zalo-bot";

/** Live events are a few hundred bytes; a text of 2,000 letters is well below this. */
const LARGEST_EVENT_BYTES = 262_144;

/** How Zalo's own probe of a webhook went: `outcome` such as `webhook.ok` or `webhook.http.404`. */
export type Verification = { readonly ok: boolean; readonly outcome: string };

/** The address that is set, "" for none. Refusing with 404 is what it does where none is set, as far as seen. */
export async function webhookAddress(call: Call, options: CallOptions = {}): Promise<string> {
  const info = await call("getWebhookInfo", {}, options).catch((error: unknown) => noneSet(error, [404]));
  return textIn(fieldsOf(info).url) ?? "";
}

/** Sets the webhook; the address is kept even when Zalo's probe of it fails, so the probe's result is returned, null where none is told. */
export async function setWebhook(call: Call, url: string, secret: string): Promise<Verification | null> {
  const result = await call("setWebhook", { url, secret_token: secret });
  const { verification } = fieldsOf(result);
  if (verification === undefined) return null;
  const { ok, outcome } = fieldsOf(verification);
  return { ok: ok === true, outcome: textIn(outcome)?.slice(0, 60) ?? "unknown" };
}

export async function deleteWebhook(call: Call): Promise<void> {
  await call("deleteWebhook").catch((error: unknown) => noneSet(error, [400, 404]));
}

function noneSet(error: unknown, codes: readonly number[]): null {
  if (error instanceof ZaloRefusal && codes.includes(error.errorCode)) return null;
  throw error;
}

/** What a call of the webhook carries: an event, or the answer that it gets without being looked at further. */
export async function eventOf(
  request: Request,
  secret: string,
): Promise<{ readonly event: unknown } | { readonly answer: Response; readonly problem: string | null }> {
  const body = await readBounded(request.body, LARGEST_EVENT_BYTES);
  if (body === null) return { answer: new Response("too large\n", { status: 413 }), problem: "too-large" };
  // Zalo's probe: no body, no content type, and nothing to prove.
  if (body.length === 0) return { answer: new Response("ok\n"), problem: null };
  if (!sameSecret(request.headers.get("x-bot-api-secret-token"), secret)) {
    return { answer: new Response("wrong secret\n", { status: 401 }), problem: "wrong-secret" };
  }
  const event = jsonIn(Buffer.from(body).toString("utf8"));
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    return { answer: new Response("not an event\n", { status: 400 }), problem: "not-an-event" };
  }
  return { event };
}

/** Compares in constant time, whatever the lengths. */
function sameSecret(given: string | null, wanted: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return given !== null && timingSafeEqual(hash(given), hash(wanted));
}

/** What a webhook needs. Throws a `set-up` ChannelError when it is missing. */
export function webhookSettings(publicUrl: string | null, secret: string | null): { url: string; secret: string } {
  if (publicUrl === null) throw new ChannelError("set-up", "no-public-url");
  if (secret === null || secret.length < 8 || secret.length > 256)
    throw new ChannelError("set-up", "no-webhook-secret");
  return { url: `${publicUrl.replace(/\/+$/, "")}${HOOK_PATH}`, secret };
}
