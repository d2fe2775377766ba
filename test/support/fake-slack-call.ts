import type { IncomingMessage } from "node:http";

/** All bytes of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The arguments of a call; Slack's client sends objects as JSON in form fields. */
export function readCall(bytes: Buffer): Record<string, unknown> {
  const fields = Object.fromEntries(new URLSearchParams(bytes.toString("utf8")).entries());
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      /^[[{]/.test(value) && name !== "text" ? parsed(value) : value,
    ]),
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
