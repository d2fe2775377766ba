import { PlanReadError } from "../plan-read-error.ts";
import { unpackEntry, type ZipEntry } from "./zip-entries.ts";

const MEGABYTE = 1024 * 1024;
export const LARGEST_UNPACKED_BYTES = 200 * MEGABYTE;
export const MOST_ENTRIES = 5_000;

/** A size for people, in MB; rounded up, so that a byte too many shows. */
export const megabytes = (bytes: number): string => `${(Math.ceil((bytes / MEGABYTE) * 10) / 10).toFixed(1)} MB`;

/** "<!DOCTYPE" in the encodings XML of an office file may have. No such file needs one; its entities can unfold without end. */
const DOCTYPES = [
  Buffer.from("<!DOCTYPE"),
  Buffer.from("<!DOCTYPE", "utf16le"),
  Buffer.from("<!DOCTYPE", "utf16le").swap16(),
];

/**
 * Refuses an office archive that would harm: too many or too large contents, another size than declared, XML with a DOCTYPE.
 * Unpacks one entry at a time.
 *
 * @throws PlanReadError `expands-too-far`, `damaged`
 */
export function checkArchive(bytes: Buffer, entries: readonly ZipEntry[], file: string, ending: string): void {
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpackedBytes > LARGEST_UNPACKED_BYTES)
    throw new PlanReadError("expands-too-far", {
      file,
      seen: megabytes(unpackedBytes),
      accepted: megabytes(LARGEST_UNPACKED_BYTES),
    });
  if (entries.length > MOST_ENTRIES)
    throw new PlanReadError("expands-too-far", { file, seen: `${entries.length} files`, accepted: `${MOST_ENTRIES}` });
  for (const entry of entries) {
    const contents = unpacked(bytes, entry);
    if (contents === null)
      throw new PlanReadError("damaged", { file, seen: "contents of another size than declared", accepted: ending });
    if (/\.(?:xml|rels)$/i.test(entry.name) && DOCTYPES.some((doctype) => contents.includes(doctype)))
      throw new PlanReadError("damaged", { file, seen: "XML with a DOCTYPE", accepted: ending });
  }
}

function unpacked(bytes: Buffer, entry: ZipEntry): Buffer | null {
  try {
    const contents = unpackEntry(bytes, entry, entry.unpackedBytes);
    return contents.length === entry.unpackedBytes ? contents : null;
  } catch {
    return null;
  }
}
