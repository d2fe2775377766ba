/** Signatures and field places of the ZIP format (PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16). */
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 65_535;

/** The names in a ZIP archive and the bytes it declares to unpack to. Null when its directory cannot be read. */
export function zipSizes(bytes: Buffer): { names: string[]; unpackedBytes: number } | null {
  let end = bytes.length - END_LENGTH;
  const lowest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= lowest && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < lowest || end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  let unpackedBytes = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_LENGTH > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    unpackedBytes += bytes.readUInt32LE(at + 24);
    names.push(bytes.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    at += ENTRY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { names, unpackedBytes };
}
