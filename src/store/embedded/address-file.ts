import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Where the embedded server of a folder listens: `host` is a folder with a Unix socket, or 127.0.0.1. */
export type ServerAddress = { readonly host: string; readonly port: number };

/** Replaces the file in one step: a reader sees the old address or the new one. */
export function writeAddress(path: string, address: ServerAddress): void {
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(address));
  renameSync(unfinished, path);
}

/** The written address, or null when there is none. It may be that of a server that is gone. */
export function readAddress(path: string): ServerAddress | null {
  try {
    const { host, port } = JSON.parse(readFileSync(path, "utf8"));
    return typeof host === "string" && Number.isInteger(port) ? { host, port } : null;
  } catch {
    return null;
  }
}

export const removeAddress = (path: string): void => rmSync(path, { force: true });
