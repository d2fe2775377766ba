import { leadsToPublic } from "../../src/delivery/public-address.ts";
import { ChannelError } from "../../src/errors.ts";
import { readBounded } from "./read-bounded.ts";

const TIMEOUT_MS = 60_000;
const MOST_REDIRECTS = 3;

/**
 * The bytes behind a picture's address as an event gave it. Only https and only public addresses are called, at every redirect, so an
 * event cannot make this machine call its neighbours (a name that changes its address between the look and the call fails at the
 * certificate); `apiOrigin`, which the operator chose, may serve its own. Throws ChannelError.
 */
export async function fetchPicture(address: string, maxBytes: number, apiOrigin: string): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let next = address;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const url = await allowed(next, apiOrigin);
    try {
      const response = await fetch(url, { signal, redirect: "manual" });
      const elsewhere = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || elsewhere === null)
        return await bytesOf(response, maxBytes);
      await response.body?.cancel();
      next = new URL(elsewhere, url).href;
    } catch (error) {
      // Nothing was changed by asking, so it can be asked again.
      throw error instanceof ChannelError ? error : new ChannelError("later", "file-not-served");
    }
  }
  throw new ChannelError("never", "file-not-served");
}

async function allowed(address: string, apiOrigin: string): Promise<URL> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.username !== "" || url.password !== "") throw new ChannelError("never", "address-refused");
  if (url.origin === apiOrigin) return url;
  if (url.protocol === "https:" && (await leadsToPublic(url.hostname))) return url;
  throw new ChannelError("never", "address-refused");
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    // Addresses of media expire: what is refused stays so.
    const gone = response.status < 500 && response.status !== 408 && response.status !== 429;
    throw new ChannelError(gone ? "never" : "later", "file-not-served");
  }
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new ChannelError("never", "too-large");
  }
  const bytes = await readBounded(response.body, maxBytes);
  if (bytes === null) throw new ChannelError("never", "too-large");
  return new Uint8Array(bytes);
}
