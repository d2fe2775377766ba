/** A stream of a PDF: its bytes and whatever follows, and what its entries say it is; "page" unless they say so. */
export type PackedStream = { readonly packed: Buffer; readonly says: "page" | "picture" | "font" };

/** The entries before a stream; longer ones only say less of it, and less is measured more strictly. */
const ENTRIES_BYTES = 600;
const LINE_FEED = 10;
const RETURN = 13;

/** Where the bytes of a stream begin: after the line with its keyword (ISO 32000-2, 7.3.8.1), which readers let end in anything. */
function startAfter(file: Buffer, keyword: number): number {
  let at = keyword;
  while (at < file.length && file[at] !== LINE_FEED && file[at] !== RETURN) at += 1;
  return at + (file[at] === RETURN && file[at + 1] === LINE_FEED ? 2 : 1);
}

function kindOf(entries: string): PackedStream["says"] {
  if (/\/Subtype\s*\/Image\b/.test(entries)) return "picture";
  // Only fonts say how long they are unpacked.
  return /\/Length1\b/.test(entries) ? "font" : "page";
}

/**
 * Every stream of a PDF, in the order of the file, by its keyword alone: how a stream says it is packed can be written in too many ways
 * to go by it.
 */
export function* streamsIn(file: Buffer): Generator<PackedStream> {
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", at + 6)) {
    if (file.subarray(Math.max(0, at - 3), at).toString("latin1") === "end") continue;
    const before = file.subarray(Math.max(0, at - ENTRIES_BYTES), at).toString("latin1");
    const entries = before.slice(before.lastIndexOf(" obj") + 1);
    yield { packed: file.subarray(startAfter(file, at + 6)), says: kindOf(entries) };
  }
}
