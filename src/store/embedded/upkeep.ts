import type { SessionDatabase } from "./session-database.ts";

/** PostgreSQL's own default. */
const CHECKPOINT_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 60 * 60_000;
const TRY_AGAIN_MS = 1_000;

/**
 * Does what a full server's background processes do and an embedded one lacks. Without checkpoints its log grows until it is stopped, and
 * a start after a kill has to read all of it; without VACUUM (ANALYZE) old versions of rows stay and plans rest on no statistics.
 * Returns how to stop.
 */
export function startUpkeep(database: SessionDatabase): () => void {
  const stops = [repeat("CHECKPOINT", CHECKPOINT_EVERY_MS), repeat("VACUUM (ANALYZE)", VACUUM_EVERY_MS)];
  return () => {
    for (const stop of stops) stop();
  };

  function repeat(statement: string, everyMs: number): () => void {
    const attempt = (): void => {
      timer = setTimeout(attempt, database.runBetweenTurns(statement) ? everyMs : TRY_AGAIN_MS);
    };
    let timer = setTimeout(attempt, everyMs);
    return () => clearTimeout(timer);
  }
}
