import { createHash, randomBytes } from "node:crypto";

/** Statements of which the server keeps a plan on each connection; beyond it they are planned each time, so that memory stays bounded. */
const MOST_NAMED = 500;

export type StatementNames = {
  nameOf(query: { readonly sql: string }): string;
  /** Gives all statements new names: after a connection was lost, in case its session lives on. */
  renew(): void;
};

/**
 * Names statements by their text, so that PostgreSQL plans each of them once a connection instead of at every call: planning
 * costs more than running most of ours. On the embedded server all connections are one session, in which a name can be given
 * once only; so names carry a word of this process, which must keep to one connection there.
 */
export function statementNames(): StatementNames {
  const names = new Map<string, string>();
  let word = randomBytes(6).toString("hex");
  return {
    nameOf({ sql }) {
      const known = names.get(sql);
      if (known !== undefined) return known;
      if (names.size >= MOST_NAMED) return "";
      const name = `nv_${word}_${createHash("sha256").update(sql).digest("hex").slice(0, 24)}`;
      names.set(sql, name);
      return name;
    },
    renew() {
      word = randomBytes(6).toString("hex");
      names.clear();
    },
  };
}
