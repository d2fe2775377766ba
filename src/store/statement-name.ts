import { createHash } from "node:crypto";

/** Statements of which the server keeps a plan on each connection; beyond it they are planned each time, so that memory stays bounded. */
const MOST_NAMED = 500;

/**
 * Names statements by their text, so that a PostgreSQL server plans each of them once a connection instead of at every call:
 * planning costs more than running most of ours.
 */
export function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMED) return "";
    const name = `nhacviec_${createHash("sha256").update(sql).digest("hex").slice(0, 24)}`;
    names.set(sql, name);
    return name;
  };
}
