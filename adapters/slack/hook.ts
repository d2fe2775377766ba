import type { Log } from "../../src/log.ts";
import type { Envelope } from "./incoming.ts";
import { jsonOf, textAt, valueAt } from "./payload.ts";
import { signatureProblem } from "./signature.ts";

/** Far above any event, and above a full modal of ours. */
const LARGEST_BODY_BYTES = 2_000_000;

export type HookParts = {
  readonly signingSecret: string;
  readonly now: () => Date;
  /** Resolves once the envelope is stored. */
  readonly handle: (envelope: Envelope) => Promise<void>;
  readonly log: Log;
};

/**
 * Answers one request of Slack: 401 unsigned, 413 too large, 400 not Slack's form, 500 not stored, so that Slack repeats it. Each of
 * these is a line in the log, which tells how large the call was and nothing of what it said: anybody may call.
 */
export async function answerHook(request: Request, parts: HookParts): Promise<Response> {
  const { body, bytes } = await boundedBody(request);
  const refused = (status: number, code: string): Response => {
    parts.log.warn({ channel: "slack", code, bytes }, "call of the hook refused");
    return new Response(`${code}\n`, { status });
  };
  if (body === null) return refused(413, "too-large");
  const problem = signatureProblem(body, request.headers, parts.signingSecret, parts.now());
  if (problem !== null) return refused(401, problem);
  const text = new TextDecoder().decode(body);
  const envelope = envelopeIn(text, request.headers.get("content-type") ?? "");
  if (envelope === null) return refused(400, "not-an-event");
  if (textAt(envelope.body, "type") === "url_verification") return new Response(textAt(envelope.body, "challenge"));
  try {
    await parts.handle(envelope);
    // Empty: a modal closes, a command says nothing in its channel.
    return new Response(null, { status: 200 });
  } catch (error) {
    parts.log.error({ channel: "slack", error: (error as Error).name }, "event not stored");
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

/** `body` null: more than is read; `bytes` is what was read of it. */
async function boundedBody(request: Request): Promise<{ readonly body: Uint8Array | null; readonly bytes: number }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) return { body: null, bytes };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), bytes };
}
