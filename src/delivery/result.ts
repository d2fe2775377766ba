import type { ChannelError } from "../errors.ts";
import type { DeliveryResult } from "../store/outbox.ts";
import { retryAfter } from "./retry.ts";

/** How one attempt ended. */
export type Ending =
  | { readonly end: "sent"; readonly messageId: string }
  | { readonly end: "cancelled" | "expired" }
  | { readonly end: "failure"; readonly failure: ChannelError };

/** What is written down about an attempt: sent, tried again later, or given up with the reason. */
export function resultOf(
  delivery: { readonly id: number; readonly attempts: number },
  ending: Ending,
  now: Date,
): DeliveryResult {
  const nothing = { id: delivery.id, at: now, availableAt: null, messageId: null, error: null };
  if (ending.end === "sent") return { ...nothing, state: "sent", messageId: ending.messageId };
  if (ending.end !== "failure") return { ...nothing, state: ending.end };
  const retry = retryAfter(ending.failure, delivery.attempts);
  const error = ending.failure.code;
  if (!retry.again) return { ...nothing, state: "failed", error };
  return { ...nothing, state: "pending", error, availableAt: new Date(now.getTime() + retry.delayMs) };
}
