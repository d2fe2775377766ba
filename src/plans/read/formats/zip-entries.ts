import { inflateRawSync } from "node:zlib";

/** Signatures and field places of the ZIP format (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 65_535;
const DEFLATED = 8;

/** One file of an archive as the directory declares it. */
export type ZipEntry = {
  readonly name: string;
  readonly deflated: boolean;
  /** Only a password opens it. */
  readonly locked: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
};

/** The entries of a ZIP archive as its directory declares them; null when the directory cannot be read. */
export function zipEntries(bytes: Buffer): ZipEntry[] | null {
  let end = bytes.length - END_LENGTH;
  const lowest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= lowest && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest) return null;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      locked: (bytes.readUInt16LE(at + 8) & 1) === 1,
      deflated: bytes.readUInt16LE(at + 10) === DEFLATED,
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** True when two entries have one name, whatever its case and slashes; no office file has any (ISO/IEC 29500-2, 6.2.2.3). */
export const hasTwins = (entries: readonly ZipEntry[]): boolean =>
  new Set(entries.map(({ name }) => name.replaceAll("\\", "/").toLowerCase())).size < entries.length;

/**
 * The contents of one entry. Stops unpacking at `limitBytes`.
 *
 * @throws Error when the entry is broken or longer than that
 */
export function unpackEntry(bytes: Buffer, entry: ZipEntry, limitBytes: number): Buffer {
  const { deflated, packedBytes, offset } = entry;
  if (offset + LOCAL_LENGTH > bytes.length) throw new Error("an entry outside the archive");
  const start = offset + LOCAL_LENGTH + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  if (deflated) return inflateRawSync(packed, { maxOutputLength: Math.max(1, limitBytes) });
  if (packed.length !== packedBytes || packedBytes > limitBytes) throw new Error("an entry longer than declared");
  return packed;
}

/** True when every entry unpacks to what its directory declares. Unpacks one at a time and stops at the declared size. */
export const unpacksAsDeclared = (bytes: Buffer, entries: readonly ZipEntry[]): boolean =>
  entries.every((entry) => {
    try {
      return unpackEntry(bytes, entry, entry.unpackedBytes).length === entry.unpackedBytes;
    } catch {
      return false;
    }
  });
