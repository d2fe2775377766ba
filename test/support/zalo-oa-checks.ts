/** What one call says, checked against the OA OpenAPI as the reference relays it: names, types, limits. */
export type CheckedCall =
  | { readonly problems: readonly string[]; readonly refusal: null }
  /** What the platform itself would refuse it with. */
  | { readonly problems: readonly string[]; readonly refusal: number };

type Fields = Record<string, unknown>;

const fine: CheckedCall = { problems: [], refusal: null };
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The names of an object that are not among those allowed, and those that are missing. */
function names(place: string, value: unknown, required: readonly string[], optional: readonly string[] = []): string[] {
  if (!isFields(value)) return [`${place} is not an object`];
  const unknown = Object.keys(value).filter((name) => !required.includes(name) && !optional.includes(name));
  const missing = required.filter((name) => !(name in value));
  return [
    ...unknown.map((name) => `${place} has an unknown field ${name}`),
    ...missing.map((name) => `${place} lacks ${name}`),
  ];
}

const isId = (value: unknown): boolean => typeof value === "string" && /^\d{1,20}$/.test(value);

/** `/v3.0/oa/message/cs` and `/v3.0/oa/group/message`. */
export function checkMessage(
  call: Fields,
  kind: "person" | "group",
  uploads: ReadonlyMap<string, string>,
): CheckedCall {
  const idName = kind === "person" ? "user_id" : "group_id";
  const problems = [...names("call", call, ["recipient", "message"]), ...names("recipient", call.recipient, [idName])];
  const recipient = isFields(call.recipient) ? call.recipient[idName] : null;
  if (!isId(recipient)) problems.push(`${idName} is not a decimal text`);
  const message = isFields(call.message) ? call.message : {};
  problems.push(...names("message", message, [], ["text", "attachment"]));
  const { text, attachment } = message;
  if (text !== undefined && typeof text !== "string") problems.push("text is not a text");
  if (typeof text === "string" && text.trim() === "") return { problems, refusal: -201 };
  if (typeof text === "string" && text.length > 2000) return { problems, refusal: -210 };
  if (kind === "group" && typeof text === "string" && /\[@/.test(text)) problems.push("a group text calls people");
  if (text === undefined && attachment === undefined) return { problems, refusal: -201 };
  if (attachment === undefined) return { problems, refusal: null };
  const attached = checkAttachment(attachment, text, uploads);
  return { problems: [...problems, ...attached.problems], refusal: attached.refusal } as CheckedCall;
}

function checkAttachment(attachment: unknown, text: unknown, uploads: ReadonlyMap<string, string>): CheckedCall {
  const problems = names("attachment", attachment, ["type", "payload"]);
  const { type, payload } = isFields(attachment) ? attachment : {};
  const fields = isFields(payload) ? payload : {};
  if (type === "file") {
    problems.push(...names("payload", fields, ["token"]));
    return uploads.get(String(fields.token)) === "file" ? { problems, refusal: null } : { problems, refusal: -100 };
  }
  if (type !== "template") return { problems: [...problems, `attachment of type ${String(type)}`], refusal: -233 };
  if (fields.template_type === "media") {
    problems.push(...names("payload", fields, ["template_type", "elements"]));
    const [element, ...others] = Array.isArray(fields.elements) ? (fields.elements as unknown[]) : [];
    problems.push(...names("element", element, ["media_type", "attachment_id"]));
    if (others.length > 0) problems.push("more than one picture");
    if (!isFields(element) || element.media_type !== "image") return { problems, refusal: -233 };
    return uploads.get(String(element.attachment_id)) === "image"
      ? { problems, refusal: null }
      : { problems, refusal: -100 };
  }
  problems.push(...names("payload", fields, ["buttons"]));
  if (typeof text !== "string") problems.push("buttons without a text");
  const buttons = Array.isArray(fields.buttons) ? (fields.buttons as unknown[]) : [];
  if (buttons.length === 0 || buttons.length > 5) problems.push(`${buttons.length} buttons`);
  for (const button of buttons) {
    problems.push(...names("button", button, ["title", "type", "payload"]));
    const { title, type: action, payload: data } = isFields(button) ? button : {};
    if (typeof title !== "string" || title === "" || title.length > 100) problems.push("a button's title does not fit");
    if (action !== "oa.query.hide" && action !== "oa.query.show") problems.push(`a button of type ${String(action)}`);
    if (typeof data !== "string" || data.length > 1000) problems.push("a button's payload does not fit");
  }
  return { problems, refusal: null };
}

/** `/v3.0/oa/message/template`. */
export function checkTemplate(call: Fields, templateId: string): CheckedCall {
  const problems = names("call", call, ["user_id", "template_id", "template_data"]);
  if (!isId(call.user_id)) problems.push("user_id is not a decimal text");
  const data = isFields(call.template_data) ? call.template_data : {};
  problems.push(...names("template_data", data, ["title", "content"]));
  if (call.template_id !== templateId) return { problems, refusal: -109 };
  const { title, content } = data;
  if (typeof title !== "string" || typeof content !== "string" || title === "" || content === "")
    return { problems, refusal: -1122 };
  if (/\n/.test(title + content)) return { problems, refusal: -1124 };
  return title.length > 30 || content.length > 400 ? { problems, refusal: -1121 } : { problems, refusal: null };
}

/** `/v2.0/oa/upload/image` and `/file`. */
export function checkUpload(kind: "image" | "file", file: unknown, fieldCount: number): CheckedCall {
  if (!(file instanceof File) || fieldCount !== 1)
    return { problems: ["an upload is one field named file"], refusal: -201 };
  const [pattern, most] =
    kind === "image" ? [/\.(jpe?g|png)$/i, 1024 * 1024] : [/\.(pdf|docx?|csv)$/i, 5 * 1024 * 1024];
  if (!pattern.test(file.name)) return { problems: [`${kind} named ${file.name}`], refusal: -201 };
  return file.size > most ? { problems: [`${kind} of ${file.size} bytes`], refusal: -210 } : fine;
}

/** `/v3.0/oa/quota/message`. */
export function checkQuota(call: Fields): CheckedCall {
  return {
    problems: [...names("call", call, ["user_id"]), ...(isId(call.user_id) ? [] : ["user_id is not a text"])],
    refusal: null,
  };
}
