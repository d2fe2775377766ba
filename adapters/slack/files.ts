import type { WebClient } from "@slack/web-api";
import type { MessageFile } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";
import { beforeSending } from "./failure.ts";

const TRANSFER_TIMEOUT_MS = 60_000;

/** Shares files in a chat as one message; pictures are shown, the rest is offered for download. Returns the id of the last. */
export async function shareFiles(
  api: WebClient,
  chatId: string,
  files: readonly { readonly file: MessageFile; readonly bytes: Uint8Array }[],
): Promise<string> {
  const uploaded: { id: string; title: string }[] = [];
  for (const { file, bytes } of files) uploaded.push({ id: await upload(api, file.name, bytes), title: file.name });
  const [first, ...rest] = uploaded;
  if (first === undefined) return "";
  await api.files.completeUploadExternal({ channel_id: chatId, files: [first, ...rest] });
  return uploaded.at(-1)?.id ?? "";
}

/** Puts the bytes where Slack says; nobody sees them until they are shared, so every failure here is harmless. */
async function upload(api: WebClient, name: string, bytes: Uint8Array): Promise<string> {
  const { upload_url: address, file_id: id } = await beforeSending(() =>
    api.files.getUploadURLExternal({ filename: name, length: bytes.length }),
  );
  if (address === undefined || id === undefined) throw new ChannelError("later", "upload-refused");
  const response = await fetch(address, {
    method: "POST",
    body: new Blob([new Uint8Array(bytes)]),
    headers: { "content-type": "application/octet-stream" },
    signal: AbortSignal.timeout(TRANSFER_TIMEOUT_MS),
  }).catch(() => null);
  if (response === null || !response.ok) throw new ChannelError("later", "upload-refused");
  await response.body?.cancel();
  return id;
}

/** Where Slack serves files; the token is shown to nobody else. */
const FILE_HOSTS = /(^|\.)(slack\.com|slack-files\.com|slack-edge\.com)$/;

/** The bytes of a received file, by its address or its id. Throws ChannelError; `never` with `too-large` above `maxBytes`. */
export async function fetchFile(
  api: WebClient,
  settings: { readonly botToken: string; readonly apiUrl: string | null },
  fileRef: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const address = /^https?:/.test(fileRef) ? fileRef : await addressOf(api, fileRef);
  if (!isSlackAddress(address, settings.apiUrl)) throw new ChannelError("never", "no-file");
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${settings.botToken}` },
    // Slack sends whoever may not read a file to its log-in page.
    redirect: "manual",
    signal: AbortSignal.timeout(TRANSFER_TIMEOUT_MS),
  });
  try {
    if (response.status === 429) {
      throw new ChannelError("later", "too-many-requests", Number(response.headers.get("retry-after") ?? 1) * 1000);
    }
    if (response.status >= 300 && response.status < 404) throw new ChannelError("set-up", "missing-permission");
    if (response.status === 404 || response.status === 410) throw new ChannelError("never", "no-file");
    if (!response.ok) throw new ChannelError("later", "file-not-served");
    if (Number(response.headers.get("content-length") ?? 0) > maxBytes) throw new ChannelError("never", "too-large");
    return await bytesOf(response, maxBytes);
  } finally {
    await response.body?.cancel().catch(() => undefined);
  }
}

async function addressOf(api: WebClient, fileId: string): Promise<string> {
  const { file } = await api.files.info({ file: fileId });
  return file?.url_private_download ?? file?.url_private ?? "";
}

function isSlackAddress(address: string, apiUrl: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (apiUrl !== null && hostname === new URL(apiUrl).hostname) return true;
  return protocol === "https:" && FILE_HOSTS.test(hostname);
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new ChannelError("never", "too-large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
