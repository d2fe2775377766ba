import type { ChannelError } from "../errors.ts";

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 15 * 60_000;
const MAX_ATTEMPTS = 12;
/** A message that may have arrived is sent once more at most: better twice than never, never three times. */
const MAX_ATTEMPTS_UNKNOWN = 2;
/** Buttons that stay behind do no harm: a tap on them is answered. */
const MAX_ATTEMPTS_EDIT = 2;

export type Retry = { readonly again: true; readonly delayMs: number } | { readonly again: false };

/** What to do with a message, or the change (`edit`) of one, after `attempts` sends, the last of which failed with `error`. */
export function retryAfter(
  error: Pick<ChannelError, "outcome" | "retryAfterMs"> & Partial<Pick<ChannelError, "movedTo">>,
  attempts: number,
  edit = false,
): Retry {
  if (attempts >= (edit ? MAX_ATTEMPTS_EDIT : MAX_ATTEMPTS)) return { again: false };
  // The same chat under its new id takes it at once.
  if (error.movedTo && !edit) return { again: true, delayMs: 0 };
  if (error.outcome === "never") return { again: false };
  if (error.outcome === "unknown" && attempts >= MAX_ATTEMPTS_UNKNOWN) return { again: false };
  const backOffMs = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return { again: true, delayMs: error.retryAfterMs ?? backOffMs };
}
