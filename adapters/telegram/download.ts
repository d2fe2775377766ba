import { isAbsolute } from "node:path";
import type { Api } from "grammy";
import { ChannelError } from "../../src/errors.ts";
import { CALL_TIMEOUT_SECONDS } from "./client.ts";
import { readAtMost } from "./read-at-most.ts";

type Source = { readonly api: Api; readonly apiRoot: string; readonly token: string };

/**
 * The bytes of a received file. A server in `--local` mode names a path on its own disk: the file is asked for under /file all
 * the same, which such a server answers only behind a web server that gives its folder out; else `set-up` with `local-files`.
 */
export async function downloadFile(
  { api, apiRoot, token }: Source,
  fileRef: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const { file_size: size = 0, file_path: path = "" } = await api.getFile(fileRef);
  if (size > maxBytes) throw new ChannelError("never", "too-large");
  const local = isAbsolute(path);
  const response = await fetch(`${apiRoot}/file/bot${token}/${local ? belowToken(path, token) : path}`, {
    signal: AbortSignal.timeout(CALL_TIMEOUT_SECONDS * 1000),
  });
  if (!response.ok) {
    await response.body?.cancel();
    if (local) throw new ChannelError("set-up", "local-files");
    throw new ChannelError(response.status === 404 ? "never" : "later", "file-not-served");
  }
  const bytes = await readAtMost(response.body, maxBytes);
  if (bytes === null) {
    await response.body?.cancel();
    throw new ChannelError("never", "too-large");
  }
  return bytes;
}

/** `/var/lib/telegram-bot-api/TOKEN/documents/file_1.pdf` → `documents/file_1.pdf`. */
const belowToken = (path: string, token: string): string => path.slice(path.indexOf(token) + token.length + 1);
