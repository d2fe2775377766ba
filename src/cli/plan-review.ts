import { readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Refusal } from "../errors.ts";
import { applyReviewSheet, describeReview, writeReviewSheet } from "../plans/review/review.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** Larger files are refused unread. */
const LARGEST_SHEET_BYTES = 20 * 1024 * 1024;

/** `plan review ID --out FILE`: the draft as a spreadsheet to correct. A file that is there is kept unless `--force`. */
export async function planReview(
  parts: CliParts,
  id: string,
  options: JsonOption & { out: string; force?: true },
): Promise<void> {
  const { out } = options;
  if (!/\.xlsx$/i.test(out)) throw new Refusal("review-out", { seen: out });
  const planId = planNumber(id);
  const { bytes, title, tasks, needsLook } = await writeReviewSheet(await parts.store(), planId, parts.texts);
  await writeFile(out, bytes, { flag: options.force === true ? "w" : "wx" }).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "EEXIST") throw new Refusal("file-exists", { file: out });
    if (["ENOENT", "EISDIR", "ENOTDIR", "EACCES", "EROFS"].includes(code))
      throw new Refusal("file-unwritable", { file: out, reason: code });
    throw error;
  });
  const written = { planId, title, file: out, tasks, needsLook };
  print(parts, options, written, parts.texts.cli.reviewWritten(written));
}

/**
 * `plan apply ID FILE`: what a corrected sheet changes, and, unless `--dry-run`, into the draft with it. All of it or nothing;
 * `--yes` is for scripts and changes nothing: nobody is asked here.
 */
export async function planApply(
  parts: CliParts,
  id: string,
  path: string,
  options: JsonOption & { dryRun?: true; yes?: true },
): Promise<void> {
  const file = basename(path);
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new Refusal("file-missing", { file });
  if (found.size > LARGEST_SHEET_BYTES)
    throw new Refusal("file-too-large", { file, seen: found.size, accepted: LARGEST_SHEET_BYTES });
  const dryRun = options.dryRun === true;
  const result = await applyReviewSheet(await parts.store(), {
    planId: planNumber(id),
    bytes: await readFile(path),
    file,
    dryRun,
    now: parts.clock.now(),
  });
  print(parts, options, result, [
    ...describeReview(result, parts.texts),
    ...parts.texts.cli.reviewApplied(result.planId, file, dryRun),
  ]);
}

function planNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Refusal("plan-unknown", { plan: text });
  return Number(text);
}
