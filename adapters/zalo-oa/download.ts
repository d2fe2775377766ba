import { ChannelError } from "../../src/errors.ts";
import { networkFailure } from "./failure.ts";

const TIMEOUT_MS = 60_000;
const GONE = new Set([401, 403, 404, 410]);

/**
 * The bytes behind the address of a received file, which needs no token and ends after some days. Only https, and only
 * so many bytes are read.
 * @param apiRoot where the address may be plain http: a stand-in of the platform on this machine
 */
export async function bytesAt(address: string, maxBytes: number, apiRoot: string): Promise<Uint8Array> {
  requireAllowed(address, apiRoot);
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.redirected) requireAllowed(response.url, apiRoot);
    if (!response.ok) throw new ChannelError(GONE.has(response.status) ? "never" : "later", "file-not-served");
    return await atMost(response, maxBytes);
  } catch (error) {
    const failure = networkFailure(error);
    throw failure.outcome === "unknown" ? new ChannelError("later", failure.code) : failure;
  }
}

function requireAllowed(address: string, apiRoot: string): void {
  const url = URL.parse(address);
  const allowed = url?.protocol === "https:" || (url !== null && url.origin === URL.parse(apiRoot)?.origin);
  if (!allowed) throw new ChannelError("never", "file-not-served");
}

async function atMost(response: Response, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new ChannelError("never", "too-large");
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
