import { type Moves, move } from "./state-machine.ts";

export type DeliveryState = "pending" | "sending" | "sent" | "failed" | "expired" | "cancelled";

/** `sending → pending` is a retry. What failed may be put back by a person. */
export const DELIVERY_MOVES: Moves<DeliveryState> = {
  pending: ["sending", "expired", "cancelled"],
  sending: ["sent", "pending", "failed", "expired", "cancelled"],
  sent: [],
  failed: ["pending"],
  expired: [],
  cancelled: [],
};

/** The new state. @throws ForbiddenMove */
export const moveDelivery = (from: DeliveryState, to: DeliveryState): DeliveryState => move(DELIVERY_MOVES, from, to);
