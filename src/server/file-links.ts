import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { MessageFile } from "../delivery/message.ts";
import { stripMarks } from "../domain/fold-vietnamese.ts";

/** Signs and reads addresses under which one kept file can be fetched for a while, by whoever has the address. */
export type FileLinks = {
  /** `PUBLIC_URL/files/TOKEN/NAME`, the name in plain ASCII. Throws when `sha256` is none. */
  linkTo(file: MessageFile): string;
  /** The file that the two parts of an address stand for, or null when they were not signed by us or have expired. */
  fileOf(token: string, name: string): MessageFile | null;
};

export type FileLinkSettings = {
  /** SECRET_KEY. */
  readonly secretKey: Buffer;
  /** The https address under which others reach this server. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Three days unless said otherwise: a link of Friday is still good on Monday morning. */
  readonly livesMs?: number;
};

const THREE_DAYS_MS = 3 * 24 * 3_600_000;
const EXPIRY_BYTES = 6;
const HASH_BYTES = 32;
/** A mime type is short; what is longer was not made here. */
const LONGEST_TOKEN = 400;
const LONGEST_NAME = 60;

/**
 * The token holds, in base64url, the second of its expiry (6 bytes), the file's SHA-256 (32), an HMAC-SHA256 (32) over
 * expiry, SHA-256, name and mime, and the mime type. Nothing is stored, so every process that knows the key reads every link.
 */
export function fileLinks({ secretKey, publicUrl, clock, livesMs = THREE_DAYS_MS }: FileLinkSettings): FileLinks {
  const root = publicUrl.replace(/\/+$/, "");
  const signatureOf = (expiresAtSeconds: number, sha256: string, name: string, mime: string): Buffer =>
    createHmac("sha256", secretKey)
      // The first word keeps these signatures apart from anything else that the key may sign.
      .update(JSON.stringify(["file link", expiresAtSeconds, sha256, name, mime]))
      .digest();

  return {
    linkTo({ name, mime, sha256 }) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not the SHA-256 of a file");
      const expiresAtSeconds = Math.ceil((clock.now().getTime() + livesMs) / 1000);
      const plainName = nameInAddress(name);
      const plainMime = isMime(mime) ? mime : "application/octet-stream";
      const expiry = Buffer.alloc(EXPIRY_BYTES);
      expiry.writeUIntBE(expiresAtSeconds, 0, EXPIRY_BYTES);
      const signature = signatureOf(expiresAtSeconds, sha256, plainName, plainMime);
      const token = Buffer.concat([expiry, Buffer.from(sha256, "hex"), signature, Buffer.from(plainMime)]);
      return `${root}/files/${token.toString("base64url")}/${plainName}`;
    },
    fileOf(token, name) {
      if (token.length > LONGEST_TOKEN || name.length > LONGEST_NAME) return null;
      const bytes = Buffer.from(token, "base64url");
      // Decoding passes over strange letters; only the one spelling that we write is ours.
      if (bytes.length < EXPIRY_BYTES + 2 * HASH_BYTES || bytes.toString("base64url") !== token) return null;
      const expiresAtSeconds = bytes.readUIntBE(0, EXPIRY_BYTES);
      const sha256 = bytes.subarray(EXPIRY_BYTES, EXPIRY_BYTES + HASH_BYTES).toString("hex");
      const signature = bytes.subarray(EXPIRY_BYTES + HASH_BYTES, EXPIRY_BYTES + 2 * HASH_BYTES);
      const mime = bytes.subarray(EXPIRY_BYTES + 2 * HASH_BYTES).toString();
      if (!timingSafeEqual(signature, signatureOf(expiresAtSeconds, sha256, name, mime))) return null;
      return clock.now().getTime() < expiresAtSeconds * 1000 ? { name, mime, sha256 } : null;
    },
  };
}

const isMime = (mime: string): boolean => mime.length <= 100 && /^[\w.+-]+\/[\w.+-]+$/.test(mime);

/** Short and without anything that an address would have to escape; the ending stays, since some readers go by it. */
function nameInAddress(name: string): string {
  const plain = stripMarks(name)
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
  return plain.slice(-LONGEST_NAME).replace(/^[-.]+/, "") || "file";
}

/** The answer that gives a file away: pictures are shown, the rest is saved and never run on our address. */
export function fileResponse({ name, mime }: MessageFile, bytes: Uint8Array): Response {
  const shown = /^image\/(png|jpeg|gif|webp)$/.test(mime);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": mime,
      "content-disposition": `${shown ? "inline" : "attachment"}; filename="${name}"`,
      "cache-control": "private",
      "x-content-type-options": "nosniff",
    },
  });
}
