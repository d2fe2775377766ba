const LOOK_EVERY_MS = 100;
const MEGABYTE = 1024 * 1024;

/** Calls `grown` once when the process takes `mostMb` more than now. Returns how to stop looking. */
export function watchMemory(mostMb: number, grown: () => void): () => void {
  const most = process.memoryUsage.rss() + mostMb * MEGABYTE;
  const look = setInterval(() => {
    if (process.memoryUsage.rss() <= most) return;
    clearInterval(look);
    grown();
  }, LOOK_EVERY_MS);
  return () => clearInterval(look);
}
