import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The fake platform in its own process. */
export type Platform = {
  readonly apiRoot: string;
  readonly token: string;
  /** Lets persons speak and waits for the answers. */
  order<Result>(order: object): Promise<Result>;
  stop(): Promise<void>;
};

export async function startPlatform(): Promise<Platform> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "fake-platform.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error("the fake platform ended");
    return JSON.parse(line.value);
  };
  const { apiRoot, token } = (await read()) as { apiRoot: string; token: string };
  return {
    apiRoot,
    token,
    async order<Result>(order: object) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return (await read()) as Result;
    },
    async stop() {
      child.stdin.end();
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
}
