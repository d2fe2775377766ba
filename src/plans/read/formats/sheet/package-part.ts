import { unpackEntry, type ZipEntry } from "../zip-entries.ts";

const LARGEST_PART_BYTES = 100 * 1024 * 1024;

/** Gives the parts of an office package by name, whatever the case; null for one that is not there. */
export type PackagePart = (name: string) => Buffer | null;

export function packageParts(bytes: Buffer, entries: readonly ZipEntry[]): PackagePart {
  const byName = new Map(entries.map((entry) => [entry.name.replaceAll("\\", "/").toLowerCase(), entry]));
  return (name) => {
    const entry = byName.get(name.toLowerCase());
    return entry === undefined ? null : unpackEntry(bytes, entry, LARGEST_PART_BYTES);
  };
}
