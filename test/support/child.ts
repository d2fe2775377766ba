import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type Child = {
  /** The next line it prints. @throws with what it wrote to stderr when it ends first */
  line(): Promise<string>;
  /** Every line it has printed and nobody has asked for. */
  rest(): Promise<string[]>;
  say(line: string): void;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
  ended(): Promise<number | null>;
};

/** Runs a TypeScript file of the tests as a process. */
export function startChild(file: string, ...args: string[]): Child {
  const child = spawn(process.execPath, [file, ...args], { stdio: "pipe" });
  const errors: string[] = [];
  child.stderr.on("data", (piece) => errors.push(String(piece)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = once(child, "close");
  return {
    line: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the process ended without a word: ${errors.join("")}`);
      return value;
    },
    rest: async () => {
      const left: string[] = [];
      for await (const line of { [Symbol.asyncIterator]: () => lines }) left.push(line);
      return left;
    },
    say: (line) => child.stdin.write(`${line}\n`),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    ended: async () => {
      await gone;
      return child.exitCode;
    },
  };
}
