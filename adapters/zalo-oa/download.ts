import { networkFailure } from "../../src/delivery/network-failure.ts";
import { leadsToPublic } from "../../src/delivery/public-address.ts";
import { ChannelError } from "../../src/errors.ts";

const TIMEOUT_MS = 60_000;
const MOST_REDIRECTS = 3;
const GONE = new Set([401, 403, 404, 410]);

/**
 * The bytes behind the address of a received file, which needs no token and ends after some days. Only https and only public
 * addresses are called, each redirect judged before it is followed, so that an event cannot make this machine call its neighbours;
 * and only so many bytes are read.
 * @param apiRoot what is under it may be fetched in any case: a stand-in of the platform on this machine
 */
export async function bytesAt(address: string, maxBytes: number, apiRoot: string): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    let next = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const url = await allowed(next, apiRoot);
      const response = await fetch(url, { signal, redirect: "manual" });
      const elsewhere = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || elsewhere === null)
        return await bytesOf(response, maxBytes);
      await response.body?.cancel();
      next = URL.parse(elsewhere, url.href)?.href ?? "";
    }
  } catch (error) {
    const failure = networkFailure(error);
    // Nothing was changed by asking, so it can be asked again.
    throw failure.outcome === "unknown" ? new ChannelError("later", failure.code) : failure;
  }
  throw new ChannelError("never", "file-not-served");
}

async function allowed(address: string, apiRoot: string): Promise<URL> {
  const url = URL.parse(address);
  if (url !== null && url.username === "" && url.password === "") {
    if (url.origin === URL.parse(apiRoot)?.origin) return url;
    if (url.protocol === "https:" && (await leadsToPublic(url.hostname))) return url;
  }
  throw new ChannelError("never", "file-not-served");
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new ChannelError(GONE.has(response.status) ? "never" : "later", "file-not-served");
  }
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
