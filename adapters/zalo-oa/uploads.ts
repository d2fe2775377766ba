import type { Clock } from "../../src/clock.ts";
import type { MessageFile } from "../../src/delivery/message.ts";
import { ChannelError } from "../../src/errors.ts";
import { type Calls, Refused } from "./calls.ts";
import { idOf, textOf } from "./fields.ts";

/** What Zalo takes: pictures up to 1 MB, documents up to 5 MB, nothing else. */
const PICTURE_MIMES = new Set(["image/png", "image/jpeg"]);
const LARGEST_PICTURE_BYTES = 1024 * 1024;
const DOCUMENT_NAME = /\.(pdf|docx?|csv)$/i;
const LARGEST_DOCUMENT_BYTES = 5 * 1024 * 1024;

/** An upload lives for seven days; it is used for six. */
const KEPT_MS = 6 * 24 * 60 * 60_000;
const MOST_KEPT = 500;

export type UploadKind = "picture" | "document";
/** `token` goes into a message as the attachment. */
export type Upload = { readonly kind: UploadKind; readonly token: string };

export type Uploads = {
  /**
   * Uploads a file unless it was in the last days: 5,000 a month are allowed, and one chart goes to many. Null when Zalo takes no
   * such file. @throws ChannelError, Refused
   */
  of(file: MessageFile, bytes: Uint8Array): Promise<Upload | null>;
  /** Zalo no longer knows the upload of this file. */
  forget(file: MessageFile): void;
};

/** What a file is to Zalo; null when it takes none of that kind or size. */
export function uploadKindOf(file: MessageFile, bytes: Uint8Array): UploadKind | null {
  if (PICTURE_MIMES.has(file.mime)) return bytes.length > LARGEST_PICTURE_BYTES ? null : "picture";
  return DOCUMENT_NAME.test(file.name) && bytes.length <= LARGEST_DOCUMENT_BYTES ? "document" : null;
}

export function uploadsOf(calls: Calls, clock: Clock): Uploads {
  const kept = new Map<string, { readonly upload: Upload; readonly untilMs: number }>();
  /** The same bytes under another name are another upload. */
  const keyOf = (file: MessageFile): string => `${file.sha256} ${file.name}`;

  return {
    async of(file, bytes) {
      const known = kept.get(keyOf(file));
      if (known !== undefined && known.untilMs > clock.now().getTime()) return known.upload;
      const kind = uploadKindOf(file, bytes);
      if (kind === null) return null;
      const upload = { kind, token: await send(calls, kind, file, bytes) };
      kept.set(keyOf(file), { upload, untilMs: clock.now().getTime() + KEPT_MS });
      const oldest = kept.keys().next().value;
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return upload;
    },
    forget: (file) => void kept.delete(keyOf(file)),
  };
}

async function send(calls: Calls, kind: UploadKind, file: MessageFile, bytes: Uint8Array): Promise<string> {
  const path = kind === "picture" ? "/v2.0/oa/upload/image" : "/v2.0/oa/upload/file";
  const form = (): FormData => {
    const parts = new FormData();
    parts.set("file", new Blob([new Uint8Array(bytes)], { type: file.mime }), file.name);
    return parts;
  };
  const data = await beforeSending(() => calls.make({ method: "POST", path, form }));
  const token = idOf(data.attachment_id) ?? textOf(data.attachment_id) ?? textOf(data.token);
  if (token === null) throw new ChannelError("later", "platform-down");
  return token;
}

/** A call that only prepares: without an answer to it, nothing was sent for certain. */
export async function beforeSending<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused || !(error instanceof ChannelError) || error.outcome !== "unknown") throw error;
    throw new ChannelError("later", error.code);
  }
}
