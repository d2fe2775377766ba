import type { ChannelError } from "../errors.ts";
import type { ClaimedDelivery } from "../store/claim-deliveries.ts";
import type { DeliveryResult } from "../store/finish-deliveries.ts";
import { retryAfter, type Tried } from "./retry.ts";

/** How one attempt ended. */
export type Ending =
  /** In so many messages of the platform; none where one was only changed. */
  | { readonly end: "sent"; readonly messageId: string; readonly messages: number }
  | { readonly end: "cancelled" | "expired" }
  /** Not tried: the chat is to be left in peace until then. */
  | { readonly end: "waits"; readonly until: Date }
  /** Not tried: the reader's next account is better. */
  | { readonly end: "elsewhere"; readonly because: "paused" | "quota-used" }
  /** Not tried: the account is blocked, or not the reader's any more. */
  | { readonly end: "gone" }
  | { readonly end: "failure"; readonly failure: ChannelError };

type Judged = Pick<ClaimedDelivery, "allowed" | "expired" | "edit" | "place" | "pausedUntil" | "elsewhere"> & {
  readonly editsMessageId: string | null;
};

/** How a delivery ends without being tried; null: it is to be sent. */
export function endingBeforeSending(delivery: Judged): Ending | null {
  if (!delivery.allowed) return { end: "cancelled" };
  if (delivery.expired) return { end: "expired" };
  if (delivery.edit) return delivery.editsMessageId === null || delivery.place === "gone" ? { end: "cancelled" } : null;
  if (delivery.place === "gone") return { end: "gone" };
  if (delivery.place === "paused" && delivery.pausedUntil !== null) {
    return delivery.elsewhere ? { end: "elsewhere", because: "paused" } : { end: "waits", until: delivery.pausedUntil };
  }
  // Who has no other account gets it here after all: the platform has the last word about its quota.
  if (delivery.place === "full" && delivery.elsewhere) return { end: "elsewhere", because: "quota-used" };
  return null;
}

/** What is written down about an attempt: sent, tried again later, moved to another account, or given up with the reason. */
export function resultOf(delivery: Tried & Pick<ClaimedDelivery, "id">, ending: Ending, now: Date): DeliveryResult {
  const result: Omit<DeliveryResult, "state"> = {
    id: delivery.id,
    at: now,
    availableAt: null,
    messageId: null,
    messages: 0,
    error: null,
    tried: false,
    silent: false,
    elsewhere: false,
    movedTo: null,
  };
  switch (ending.end) {
    case "sent":
      return { ...result, state: "sent", messageId: ending.messageId, messages: ending.messages, tried: true };
    case "cancelled":
    case "expired":
      return { ...result, state: ending.end };
    case "waits":
      return { ...result, state: "pending", availableAt: ending.until };
    case "elsewhere":
      return { ...result, state: "cancelled", error: ending.because, elsewhere: true };
    case "gone":
      return { ...result, state: "failed", error: "account-gone", elsewhere: true };
    case "failure":
      return failed({ ...result, tried: true }, delivery, ending.failure, now);
  }
}

function failed(
  result: Omit<DeliveryResult, "state">,
  delivery: Tried,
  failure: ChannelError,
  now: Date,
): DeliveryResult {
  const retry = retryAfter(failure, delivery, now);
  if (retry.again) {
    return {
      ...result,
      state: "pending",
      error: failure.code,
      availableAt: new Date(now.getTime() + retry.delayMs),
      movedTo: failure.movedTo,
    };
  }
  const { edit } = delivery;
  return {
    ...result,
    state: edit ? "cancelled" : "failed",
    error: failure.code,
    // Messages are counted, not tries: one that is tried again may still arrive.
    silent: failure.outcome === "unknown" && !edit,
    elsewhere: !edit,
  };
}
