import { inflateSync } from "node:zlib";

export const MEGABYTE = 1024 * 1024;
/** Nothing a plan needs unpacks to more, pictures aside. */
const MOST_UNPACKED_BYTES = 200 * MEGABYTE;
/** What is drawn on one page; the map of a whole province takes less. */
const MOST_UNPACKED_BYTES_A_PAGE = 16 * MEGABYTE;

/** The entries before a stream; longer ones belong to pictures. */
const ENTRIES_BYTES = 600;

/** How many bytes a packed stream becomes, counted to one above `most`. A broken stream counts nothing. */
function unpackedBytes(packed: Uint8Array, most: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    return error instanceof RangeError ? most + 1 : 0;
  }
}

/** The unpacked size of each packed stream of a PDF, pictures left out; a stream above its limit is counted to just above. */
function* unpackedStreams(file: Buffer): Generator<{ readonly bytes: number; readonly most: number }> {
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", at + 6)) {
    if (file.subarray(Math.max(0, at - 3), at).toString("latin1") === "end") continue;
    const before = file.subarray(Math.max(0, at - ENTRIES_BYTES), at).toString("latin1");
    const entries = before.slice(before.lastIndexOf(" obj") + 1);
    if (!/\/Fl(?:ateDecode)?\b/.test(entries) || /\/Subtype\s*\/Image\b/.test(entries)) continue;
    // Only fonts say how long they are unpacked.
    const most = /\/Length1\b/.test(entries) ? MOST_UNPACKED_BYTES : MOST_UNPACKED_BYTES_A_PAGE;
    const lineEnd = file.subarray(at + 6, at + 8).toString("latin1");
    const start = at + 6 + (lineEnd === "\r\n" ? 2 : 1);
    yield { bytes: unpackedBytes(file.subarray(start), most), most };
  }
}

/** The limit in bytes that a PDF breaks when it is a small file made to fill the memory of whoever reads it; else null. */
export function brokenLimit(bytes: Uint8Array): number | null {
  let left = MOST_UNPACKED_BYTES;
  for (const stream of unpackedStreams(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    left -= stream.bytes;
    if (stream.bytes > stream.most) return stream.most;
    if (left < 0) return MOST_UNPACKED_BYTES;
  }
  return null;
}
