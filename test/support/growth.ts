/** What is quicker is lost among the collector's own work, in milliseconds. */
const NOTICEABLE = 15;
const RUNS = 2;

/** Four times the work may take so many times as long and still be called linear; quadratic work takes 16 times as long. */
export const LINEAR = 11;

/** Milliseconds of this thread's processor: other work of the machine does not count. */
async function quickest(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const started = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(started);
    times.push((user + system) / 1000);
  }
  return Math.max(NOTICEABLE, Math.min(...times));
}

/** How many times as long `work` takes with four times as much, by the quicker of two runs each in the same process. */
export async function growth(work: (amount: number) => unknown, most: number): Promise<number> {
  const little = await quickest(() => work(Math.ceil(most / 4)));
  return (await quickest(() => work(most))) / little;
}
