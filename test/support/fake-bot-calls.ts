import type { IncomingMessage } from "node:http";

/** A file as a call brings it. */
type CallFile = { readonly __file: true; readonly name: string; readonly bytes: Uint8Array };

export type Call = {
  readonly parameters: Record<string, unknown>;
  /** It came as a form, where everything is text. */
  readonly form: boolean;
};

/** One call, whether it came as JSON or as a form. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (body.length === 0) return { parameters: {}, form: false };
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary === undefined) return { parameters: JSON.parse(body.toString("utf8")), form: false };
  return { parameters: readForm(body, boundary), form: true };
}

/** grammY writes file names without quotes, which strict readers of forms refuse and Telegram takes. */
function readForm(body: Buffer, boundary: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const files = new Map<string, CallFile>();
  for (const part of body.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf("\r\n\r\n");
    const head = Buffer.from(part.slice(0, end), "latin1").toString("utf8");
    const content = Buffer.from(part.slice(end + 4).replace(/\r\n$/, ""), "latin1");
    const name = /[; ]name="([^"]+)"/.exec(head)?.[1] ?? /;name=([^;]+)/.exec(head)?.[1] ?? "";
    const fileName = /;\s*filename=([^;\r\n]+)/.exec(head)?.[1];
    if (fileName === undefined) values[name] = content.toString("utf8");
    else files.set(name, { __file: true, name: fileName, bytes: new Uint8Array(content) });
  }
  // A file comes beside the call, which names it as attach://NAME.
  for (const [name, value] of Object.entries(values)) {
    const file = typeof value === "string" ? files.get(value.replace(/^attach:\/\//, "")) : undefined;
    if (file !== undefined) values[name] = file;
  }
  return values;
}

/** What people see of HTML that the bot sent: the limits count this. */
export const unescapeHtml = (html: string): string =>
  html
    .replace(/<\/?b>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const MOST_KEPT = 500;

/** Keeps the newest few hundred values under a key. */
export function remember<Value>(kept: Map<string, Value[]>, key: string, value: Value): void {
  const values = kept.get(key) ?? [];
  values.push(value);
  if (values.length > MOST_KEPT) values.shift();
  kept.set(key, values);
}
