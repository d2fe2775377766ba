import type { Button, KnownBlock } from "@slack/web-api";
import { type Form, type Message, type PrintedOffer, printedBody, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";
import { FORM_ACTION, formTap } from "./form.ts";
import { escapeText, plainLength, plainText } from "./words.ts";

// Limits: docs.slack.dev, Block Kit.
/** A section's text; a message carries one section of the body, so that `text` stays below the 4,000 that Slack advises. */
export const MAX_TEXT_LENGTH = 3000;
const LONGEST_TITLE = 150;
const LONGEST_LABEL = 75;
const BUTTONS_IN_A_ROW = 5;
/** Choices beyond these are in the text, by their numbers. */
const MOST_BUTTONS = 100;

/** One message to Slack: blocks, and the same as text for notifications, search and screen readers. */
export type Part = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** A message in parts that fit, the title above the first, the choices and buttons below the last. Nothing when it says nothing. */
export function partsOf(message: Message, form: Form | null): Part[] {
  const { offer } = message;
  const head = headOf(message.title, message.body);
  const pieces = head.body.trim() === "" ? [] : splitText(head.body, MAX_TEXT_LENGTH, plainLength);
  const choices = offer === null ? "" : printedBody({ body: "", offer });
  const count = Math.max(pieces.length, head.title !== null || choices !== "" || form !== null ? 1 : 0);
  return Array.from({ length: count }, (_, index) => {
    const title = index === 0 ? head.title : null;
    const piece = pieces[index] ?? "";
    const below = index === count - 1 ? choices : "";
    const body = [piece, below].filter((text) => text !== "").join("\n\n");
    return {
      text: escapeText(title === null ? body : body === "" ? title : `${title}\n${body}`),
      blocks: [
        ...(title === null ? [] : [headerOf(title)]),
        ...sectionsOf(piece),
        ...sectionsOf(below),
        ...(index === count - 1 ? buttonsOf(offer, form) : []),
      ],
    };
  });
}

/** Texts as parts without title or choices. */
export const plainParts = (text: string): Part[] => partsOf({ title: null, body: text, offer: null, files: [] }, null);

/** A title that is too long for a header begins the body. */
function headOf(title: string | null, body: string): { readonly title: string | null; readonly body: string } {
  if (title === null || title.trim() === "") return { title: null, body };
  if (plainLength(title) <= LONGEST_TITLE) return { title, body };
  return { title: null, body: `${title}\n${body}` };
}

const headerOf = (title: string): KnownBlock => ({ type: "header", text: plainText(title) });

const sectionsOf = (text: string): KnownBlock[] =>
  text === ""
    ? []
    : splitText(text, MAX_TEXT_LENGTH, plainLength).map((piece) => ({ type: "section", text: plainText(piece) }));

/** One button a choice, five in a row; a form's own button stands last unless one of the choices opens it. */
function buttonsOf(offer: PrintedOffer | null, form: Form | null): KnownBlock[] {
  if (offer === null) return [];
  const buttons = offer.labels
    .slice(0, MOST_BUTTONS)
    .map((label, index) =>
      index === form?.choice
        ? formButton(label, offer, form)
        : button(label, `choice ${index}`, tapData(offer.offerId, index)),
    );
  if (form !== null && form.choice >= offer.labels.length) buttons.push(formButton(form.title, offer, form));
  const rows: KnownBlock[] = [];
  for (let from = 0; from < buttons.length; from += BUTTONS_IN_A_ROW) {
    rows.push({ type: "actions", elements: buttons.slice(from, from + BUTTONS_IN_A_ROW) });
  }
  return rows;
}

const formButton = (label: string, offer: PrintedOffer, form: Form): Button => ({
  ...button(label, FORM_ACTION, formTap(offer.offerId, form)),
  style: "primary",
});

function button(label: string, action: string, value: string): Button {
  const shown = label.trim() === "" ? "…" : label;
  const text =
    plainLength(shown) <= LONGEST_LABEL ? shown : `${splitText(shown, LONGEST_LABEL - 1, plainLength)[0] ?? ""}…`;
  return { type: "button", action_id: action, text: plainText(text), value };
}
