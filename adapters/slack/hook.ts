import type { Envelope } from "./incoming.ts";
import { jsonOf, textAt, valueAt } from "./payload.ts";
import { isSigned } from "./signature.ts";

/** Far above any event, and above a full modal of ours. */
const LARGEST_BODY_BYTES = 2_000_000;

export type HookParts = {
  readonly signingSecret: string;
  readonly now: () => Date;
  /** Resolves once the envelope is stored. */
  readonly handle: (envelope: Envelope) => Promise<void>;
  readonly failed: (error: Error) => void;
};

/** Answers one request of Slack: 401 unsigned, 413 too large, 400 not Slack's form, 500 not stored, so that Slack repeats it. */
export async function answerHook(request: Request, parts: HookParts): Promise<Response> {
  const body = await boundedBody(request);
  if (body === null) return new Response("too large\n", { status: 413 });
  if (!isSigned(body, request.headers, parts.signingSecret, parts.now())) {
    return new Response("wrong signature\n", { status: 401 });
  }
  const text = new TextDecoder().decode(body);
  const envelope = envelopeIn(text, request.headers.get("content-type") ?? "");
  if (envelope === null) return new Response("not an event\n", { status: 400 });
  if (textAt(envelope.body, "type") === "url_verification") return new Response(textAt(envelope.body, "challenge"));
  try {
    await parts.handle(envelope);
    // Empty: a modal closes, a command says nothing in its channel.
    return new Response(null, { status: 200 });
  } catch (error) {
    parts.failed(error as Error);
    return new Response("not stored\n", { status: 500 });
  }
}

function envelopeIn(text: string, contentType: string): Envelope | null {
  if (!contentType.includes("form-urlencoded")) {
    const body = jsonOf(text);
    return textAt(body, "type") === "" ? null : { kind: "event", body };
  }
  const fields = new URLSearchParams(text);
  const payload = fields.get("payload");
  if (payload !== null) {
    const body = jsonOf(payload);
    return valueAt(body, "type") === undefined ? null : { kind: "interaction", body };
  }
  // `ssl_check` is Slack looking whether anybody answers.
  const known = fields.has("command") || fields.has("ssl_check");
  return known ? { kind: "command", body: Object.fromEntries(fields) } : null;
}

async function boundedBody(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > LARGEST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
