import type { Said } from "../delivery/channel.ts";
import { readTapData } from "../delivery/message.ts";
import type { Choice } from "../delivery/post.ts";
import type { Picture, StoredOffer } from "../store/turn.ts";
import type { FormValues } from "./dialog.ts";
import { readChoice } from "./understand/choice-number.ts";
import type { CommandName } from "./understand/command.ts";
import { readCommand } from "./understand/command.ts";
import { type Meaning, understand } from "./understand/understand.ts";

/** Longer than any platform's own message; what is longer is refused whole rather than cut. */
export const MAX_TEXT_LENGTH = 4096;

/** What a person did, in the words of the conversation. */
export type Input =
  | { readonly kind: "choice"; readonly choice: Choice; readonly offerId: number }
  | { readonly kind: "command"; readonly name: CommandName; readonly argument: string }
  | { readonly kind: "text"; readonly text: string; readonly meaning: Meaning }
  | { readonly kind: "form"; readonly values: FormValues; readonly offerId: number }
  | { readonly kind: "files"; readonly names: readonly string[]; readonly caption: string }
  /** A tap on a message that was for somebody else. */
  | { readonly kind: "foreign" }
  /** A choice that was used, has expired, or never was. */
  | { readonly kind: "stale" }
  | { readonly kind: "unreadable" }
  | { readonly kind: "too-long"; readonly length: number };

const CONTROL = /[\p{Cc}\p{Cf}]/gu;
const KEPT_CONTROLS = new Set(["\n", "\u200d"]);

/** NFC, without control characters (a line break and the joiner of emoji stay), without white space round it. */
export const cleanText = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, (mark) => (KEPT_CONTROLS.has(mark) ? mark : ""))
    .trim();

/** Reads what was said against the choices that stand in the chat. `left` and `returned` are not conversation. */
export function readInput(said: Said, picture: Picture, at: { now: Date; zone: string }): Input {
  switch (said.kind) {
    case "tap":
      return readTap(said.data, picture);
    case "form":
      return readForm(said.values, picture);
    case "files":
      return { kind: "files", names: said.files.map(({ name }) => name), caption: cleanText(said.caption) };
    case "text":
      return readText(said.text, picture, at);
    default:
      return { kind: "unreadable" };
  }
}

function readTap(data: string, picture: Picture): Input {
  const tap = readTapData(data);
  const offer = picture.tapped;
  if (tap === null || offer === null) return { kind: "stale" };
  if (offer.readerId !== picture.memberId) return { kind: "foreign" };
  const choice = choicesOf(offer)[tap.index];
  if (!offer.open || choice === undefined) return { kind: "stale" };
  return { kind: "choice", choice, offerId: offer.id };
}

/** A form counts whenever it comes from its reader: whether its talk still wants it is for the talk to say. */
function readForm(values: FormValues, { tapped, memberId }: Picture): Input {
  if (tapped === null) return { kind: "stale" };
  if (tapped.readerId !== memberId) return { kind: "foreign" };
  const cleaned = Object.entries(values).map(([name, value]) => [name, cleanText(value)]);
  return { kind: "form", values: Object.fromEntries(cleaned), offerId: tapped.id };
}

function readText(raw: string, picture: Picture, at: { now: Date; zone: string }): Input {
  const text = cleanText(raw);
  if (text.length > MAX_TEXT_LENGTH) return { kind: "too-long", length: text.length };
  if (text === "") return { kind: "unreadable" };
  const offer = picture.newest;
  if (offer !== null) {
    const choices = choicesOf(offer);
    const index = readChoice(
      text,
      choices.map((choice) => choice.label),
    );
    const choice = index === null ? undefined : choices[index];
    if (choice !== undefined && offer.open) return { kind: "choice", choice, offerId: offer.id };
    if (choice !== undefined && picture.talk === null && /^\D?\d{1,2}\D?$/.test(text)) return { kind: "stale" };
  }
  const command = readCommand(text);
  if (command !== null) return { kind: "command", ...command };
  return { kind: "text", text, meaning: understand(text, at) };
}

/** The choices as they were stored, in printed order. */
export const choicesOf = (offer: StoredOffer): readonly Choice[] => offer.choices as Choice[];
