import { createHash } from "node:crypto";
import type { StoredTask } from "../../store/tasks.ts";

/** SHA-256 of a draft's tasks: another one means that somebody changed the draft in between. */
export const draftFingerprint = (tasks: readonly StoredTask[]): string =>
  createHash("sha256").update(JSON.stringify(tasks)).digest("hex");
