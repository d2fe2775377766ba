import { GrammyError, HttpError } from "grammy";
import { networkFailure } from "../../src/delivery/network-failure.ts";
import { ChannelError } from "../../src/errors.ts";
import { chatIdOf } from "./chat-id.ts";

type Row = readonly [RegExp, ChannelError["outcome"], string];

/**
 * Refusals by Telegram's description. Sources: core.telegram.org/bots/api, github.com/tdlib/telegram-bot-api, and what bots
 * report; descriptions are no promise of Telegram's, so what is not known here is judged by its number.
 */
const ROWS: readonly Row[] = [
  [/chat not found|user not found|PEER_ID_INVALID|chat_id is empty|group chat was deleted/i, "never", "unknown-chat"],
  [/bot was blocked|USER_IS_BLOCKED|user is deactivated|INPUT_USER_DEACTIVATED/i, "never", "blocked"],
  [/bot was kicked|bot is not a member|CHANNEL_PRIVATE/i, "never", "blocked"],
  [/can't initiate conversation|can't send messages to bots/i, "never", "blocked"],
  [/upgraded to a supergroup/i, "never", "moved"],
  [/thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, "never", "unknown-topic"],
  [/TOPIC_CLOSED/i, "never", "topic-closed"],
  [/have no rights|not enough rights|need administrator rights|_FORBIDDEN|CHAT_RESTRICTED/i, "never", "no-rights"],
  [/CHAT_ADMIN_REQUIRED/i, "never", "no-rights"],
  [/message is too long|MESSAGE_TOO_LONG|caption is too long/i, "never", "too-long"],
  [/Entity Too Large|file is too big/i, "never", "too-large"],
  [/message text is empty/i, "never", "empty"],
  [/BUTTON_DATA_INVALID/i, "never", "bad-button"],
  [/file is temporarily unavailable/i, "later", "file-unavailable"],
  [/invalid file_id|wrong file_id/i, "never", "unknown-file"],
];

/**
 * What went wrong with one call, in our words. The token is in every URL, so nothing of the error's text is kept. `topic` is
 * the one that was written to: it goes along when the group has moved.
 */
export function failureOf(error: unknown, topic: number | null = null): ChannelError {
  if (error instanceof GrammyError) return refusalOf(error, topic);
  return networkFailure(error instanceof HttpError ? error.error : error);
}

function refusalOf({ error_code: status, description, parameters }: GrammyError, topic: number | null): ChannelError {
  // Not in Telegram's form: somebody else answered.
  if (typeof status !== "number") return new ChannelError("unknown", "no-answer");
  if (status === 429) return new ChannelError("later", "too-many-requests", (parameters.retry_after ?? 1) * 1000);
  // Who gave up waiting does not know whether it went. The other 5xx come from a Telegram that turned the call away: to call those
  // uncertain too would give every message up after two tries whenever it is down.
  if (status === 504) return new ChannelError("unknown", "no-answer");
  if (status >= 500) return new ChannelError("later", "platform-down");
  if (status === 401 || (status === 404 && /^not found$/i.test(description))) {
    return new ChannelError("set-up", "bad-token");
  }
  if (status === 409) return new ChannelError("later", "another-poller");
  if (parameters.migrate_to_chat_id !== undefined) {
    return new ChannelError("never", "moved", null, chatIdOf(parameters.migrate_to_chat_id, topic));
  }
  const known = ROWS.find(([pattern]) => pattern.test(description));
  if (known !== undefined) return new ChannelError(known[1], known[2]);
  if (status === 413) return new ChannelError("never", "too-large");
  return new ChannelError("never", status === 403 ? "blocked" : "refused");
}

/** An edit that Telegram refuses because there is nothing to change any more: gone, too old, or already so. */
export const isNothingToEdit = (error: unknown): boolean =>
  error instanceof GrammyError &&
  /message is not modified|message to edit not found|message can't be edited|MESSAGE_ID_INVALID|message identifier is not specified/i.test(
    error.description,
  );

/** A picture that Telegram does not take as a photo: too large, too long, or of a format it cannot show. */
export const isNoPhoto = (error: unknown): boolean =>
  error instanceof GrammyError && error.error_code === 400 && /PHOTO_|IMAGE_PROCESS|as photo/i.test(error.description);
