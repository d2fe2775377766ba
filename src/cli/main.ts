#!/usr/bin/env node
import { setGlobalProxyFromEnv } from "node:http";
import { systemClock } from "../clock.ts";
import { ConfigError, loadEnvironment, readConfig } from "../config.ts";
import { platformChannels } from "../connect.ts";
import { createLog } from "../log.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { textsIn } from "../texts/texts.ts";
import { program } from "./program.ts";
import { sentencesOf } from "./sentences.ts";

/** Wrong usage or input: nothing was changed. */
const EXIT_USAGE = 2;
/** It should have worked and did not. */
const EXIT_FAILURE = 1;

// Who reads the output may stop early ("| head"): nothing is left to be said then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : EXIT_FAILURE));

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  loadEnvironment();
  setGlobalProxyFromEnv();
  let opened: Promise<Store> | null = null;
  try {
    const config = readConfig();
    const texts = textsIn(config.language, "vi");
    const log = createLog("error", process.stderr);
    const store = (): Promise<Store> => {
      opened ??= openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
      return opened;
    };
    const parts = {
      config,
      texts,
      clock: systemClock,
      store,
      channels: async () => platformChannels({ config, store: await store(), clock: systemClock, log }),
      fetch,
      out: (text: string) => void process.stdout.write(`${text}\n`),
      err: (text: string) => void process.stderr.write(`${text}\n`),
      stdin: process.stdin,
    };
    try {
      return await program(parts, args);
    } catch (error) {
      const { sentences, usage } = sentencesOf(error, texts);
      for (const sentence of sentences) parts.err(sentence);
      return usage ? EXIT_USAGE : EXIT_FAILURE;
    }
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
    return EXIT_USAGE;
  } finally {
    await (opened as Promise<Store> | null)?.then((store) => store.close()).catch(() => undefined);
  }
}
