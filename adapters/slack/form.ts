import type { KnownBlock, MessageMetadata, ModalView } from "@slack/web-api";
import type { Said } from "../../src/delivery/channel.ts";
import { type Form, type FormField, type Message, readTapData, tapData } from "../../src/delivery/message.ts";
import { splitText } from "../../src/delivery/split-text.ts";
import { jsonOf, listAt, textAt, valueAt } from "./payload.ts";
import { plainLength, plainText } from "./words.ts";

/** The button that opens a form has this for its `action_id`, our modal for its `callback_id`. */
export const FORM_ACTION = "form";
export const FORM_VIEW = "form";
const METADATA = "nhacviec_form";

/** Slack names no limit for a message's metadata; forms longer than this are left out, and asked in chat. */
const LONGEST_FORM = 12_000;
// docs.slack.dev: views, input block, plain_text_input, static_select.
const LONGEST_TITLE = 24;
const MOST_FIELDS = 100;
const LONGEST_LABEL = 2000;
const LONGEST_TEXT = 3000;
const LONGEST_OPTION = 75;
const LONGEST_NAME = 255;
/** Slack wants a word on the button that sends a modal; this one is the same in every language. */
const SEND = "OK";
const VALUE = "value";

const FIELD_KINDS = new Set(["line", "text", "options"]);

/** The whole form, kept with the message itself, so that it can be opened after a restart; null when there is none, or too much of it. */
export function formMetadata({ form, offer }: Pick<Message, "form" | "offer">): MessageMetadata | null {
  if (form === undefined || offer === null) return null;
  // As JSON may: nothing in it looks like a mention to whoever reads it.
  const kept = JSON.stringify(form).replaceAll("<", "\\u003c");
  if (kept.length > LONGEST_FORM) return null;
  return { event_type: METADATA, event_payload: { form: kept } };
}

/** The form in a message's metadata, as Slack gives it back; null when there is none that can be shown. */
export function keptForm(metadata: unknown): Form | null {
  if (textAt(metadata, "event_type") !== METADATA) return null;
  const form = jsonOf(textAt(metadata, "event_payload", "form"));
  const fields = listAt(form, "fields");
  const whole =
    typeof valueAt(form, "choice") === "number" &&
    textAt(form, "title") !== "" &&
    fields.length > 0 &&
    fields.every((field) => textAt(field, "name") !== "" && FIELD_KINDS.has(textAt(field, "kind")));
  return whole ? (form as Form) : null;
}

/** The form as a modal. It remembers the choice that opened it and the chat it belongs to. */
export function modalOf(form: Form, data: string, chatId: string): ModalView {
  return {
    type: "modal",
    callback_id: FORM_VIEW,
    private_metadata: JSON.stringify({ data, chatId }),
    title: plainText(cut(form.title, LONGEST_TITLE)),
    submit: plainText(SEND),
    blocks: form.fields
      .filter((field) => field.name.length <= LONGEST_NAME)
      .slice(0, MOST_FIELDS)
      .map(inputOf),
  };
}

function inputOf(field: FormField): KnownBlock {
  return {
    type: "input",
    block_id: field.name,
    label: plainText(cut(field.label || field.name, LONGEST_LABEL)),
    optional: !field.required,
    element: elementOf(field),
  };
}

type InputElement = Extract<KnownBlock, { type: "input" }>["element"];

function elementOf({ kind, options, value }: FormField): InputElement {
  const listed = (options ?? []).filter((option) => option !== "").slice(0, MOST_FIELDS);
  if (kind !== "options" || listed.length === 0) {
    return {
      type: "plain_text_input",
      action_id: VALUE,
      multiline: kind === "text",
      max_length: LONGEST_TEXT,
      ...(value === "" ? {} : { initial_value: value.slice(0, LONGEST_TEXT) }),
    };
  }
  const choices = listed.map((option) => ({
    text: plainText(cut(option, LONGEST_OPTION)),
    value: cut(option, LONGEST_OPTION),
  }));
  const initial = choices[listed.indexOf(value)];
  return {
    type: "static_select",
    action_id: VALUE,
    options: choices,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** What was filled into our modal and where it belongs; null when its own marks are missing. */
export function formAnswer(view: unknown): { readonly chatId: string; readonly said: Said } | null {
  const kept = jsonOf(textAt(view, "private_metadata"));
  const data = textAt(kept, "data");
  if (readTapData(data) === null) return null;
  const state = valueAt(view, "state", "values");
  const names = typeof state === "object" && state !== null ? Object.keys(state) : [];
  const values = names.map((name) => {
    const element = valueAt(state, name, VALUE);
    return [name, textAt(element, "value") || textAt(element, "selected_option", "value")] as const;
  });
  return { chatId: textAt(kept, "chatId"), said: { kind: "form", data, values: Object.fromEntries(values) } };
}

/** Whether this tap is on a form's button. */
export const opensForm = (body: unknown): boolean => textAt(body, "actions", 0, "action_id") === FORM_ACTION;

/** What the button of a message's form carries. */
export const formTap = (offerId: number, form: Form): string => tapData(offerId, form.choice);

const cut = (text: string, most: number): string =>
  plainLength(text) <= most ? text : `${splitText(text, most - 1, plainLength)[0] ?? ""}…`;
