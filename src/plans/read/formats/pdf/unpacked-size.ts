import { streamsIn } from "./packed-streams.ts";
import { unpackedBytes } from "./unpacked-bytes.ts";

export const MEGABYTE = 1024 * 1024;
/** Nothing a plan needs unpacks to more, pictures aside. */
const MOST_UNPACKED_BYTES = 200 * MEGABYTE;
/** What is drawn on one page; the map of a whole province takes less. */
const MOST_UNPACKED_BYTES_A_PAGE = 16 * MEGABYTE;
/** One picture (a full page in four colours at 300 dots an inch) or one font, by what the stream says of itself. */
const MOST_UNPACKED_BYTES_A_PICTURE = 40 * MEGABYTE;
/** Pictures are not decoded, but nobody can trust a stream that says it is one. */
const MOST_UNPACKED_PICTURES = 1024 * MEGABYTE;

/** The limit in bytes that a PDF breaks when it is a small file made to fill the memory of whoever reads it; else null. */
export async function brokenLimit(bytes: Uint8Array): Promise<number | null> {
  const left = { text: MOST_UNPACKED_BYTES, picture: MOST_UNPACKED_PICTURES };
  for (const { packed, says } of streamsIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    const most = says === "page" ? MOST_UNPACKED_BYTES_A_PAGE : MOST_UNPACKED_BYTES_A_PICTURE;
    const unpacked = await unpackedBytes(packed, most);
    if (unpacked > most) return most;
    const kind = says === "picture" ? "picture" : "text";
    left[kind] -= unpacked;
    if (left[kind] < 0) return kind === "picture" ? MOST_UNPACKED_PICTURES : MOST_UNPACKED_BYTES;
  }
  return null;
}
