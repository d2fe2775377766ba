import type { ChannelError } from "../errors.ts";
import { PATIENT_ATTEMPTS } from "../store/claim-deliveries.ts";

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 15 * 60_000;
/** What mends itself does so within these tries; they take about an hour. */
const MAX_ATTEMPTS = PATIENT_ATTEMPTS;
/** A platform that is away for longer, or refuses the bot, is waited for so long by messages that do not expire. */
const LONGEST_OUTAGE_MS = 3 * 24 * 60 * 60_000;
/** A message that may have arrived is sent once more at most: better twice than never, never three times. */
const MAX_ATTEMPTS_UNKNOWN = 2;
/** Buttons that stay behind do no harm: a tap on them is answered. */
const MAX_ATTEMPTS_EDIT = 2;

/** A message that was tried. */
export type Tried = {
  readonly attempts: number;
  /** It changes a message that was sent. */
  readonly edit: boolean;
  /** It could go to another account of its reader instead. */
  readonly elsewhere: boolean;
  readonly createdAt: Date;
  /** null: it is never too late. */
  readonly expiresAt: Date | null;
};

export type Retry = { readonly again: true; readonly delayMs: number } | { readonly again: false };

type Failure = Pick<ChannelError, "outcome" | "code" | "retryAfterMs" | "movedTo">;

/** What to do with a message whose last try failed with `error`. */
export function retryAfter(error: Failure, message: Tried, now: Date): Retry {
  const delayMs = delayMsOf(error, message);
  return mayGoAgain(error, message, new Date(now.getTime() + delayMs)) ? { again: true, delayMs } : { again: false };
}

function delayMsOf(error: Failure, { attempts, edit }: Tried): number {
  // The same chat under its new id takes it at once.
  if (error.movedTo !== null && !edit) return 0;
  return error.retryAfterMs ?? Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}

/** @param at when it would be tried again */
function mayGoAgain(error: Failure, message: Tried, at: Date): boolean {
  const { attempts, edit } = message;
  if (edit) return error.outcome !== "never" && attempts < MAX_ATTEMPTS_EDIT;
  if (error.movedTo !== null) return attempts < MAX_ATTEMPTS;
  switch (error.outcome) {
    case "never":
      return false;
    case "unknown":
      return attempts < MAX_ATTEMPTS_UNKNOWN;
    case "later":
    case "set-up":
      // Our own mistake is no outage: waiting does not mend it.
      return error.code === "unexpected-error" ? attempts < MAX_ATTEMPTS : mayWait(message, at);
  }
}

/** A platform that is away comes back, and a refused bot is mended; meanwhile another account is better, and too late is too late. */
function mayWait({ attempts, elsewhere, createdAt, expiresAt }: Tried, at: Date): boolean {
  if (expiresAt !== null && at >= expiresAt) return false;
  if (attempts < MAX_ATTEMPTS) return true;
  return !elsewhere && (expiresAt !== null || at.getTime() - createdAt.getTime() < LONGEST_OUTAGE_MS);
}
