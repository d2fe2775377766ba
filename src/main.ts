import { mkdtempSync, rmSync } from "node:fs";
import { setGlobalProxyFromEnv } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consoleChannel } from "../adapters/console/channel.ts";
import { type App, createApp } from "./app.ts";
import { type MovableClock, movableClock, systemClock } from "./clock.ts";
import { type Config, ConfigError, loadEnvironment, readConfig } from "./config.ts";
import { platformChannels, sharedLinks } from "./connect.ts";
import type { Channel } from "./delivery/channel.ts";
import { DEMO_ENVIRONMENT, demoClockStart, prepareDemo, smokeTest } from "./demo/demo.ts";
import { createLog } from "./log.ts";
import { consoleParts } from "./server/console-parts.ts";
import { metricsText } from "./server/metrics.ts";
import { type RunningServer, startServer } from "./server/server.ts";
import { openStore, type Store } from "./store/open-store.ts";

/** What is in flight has this long to finish. */
const LONGEST_STOP_MS = 10_000;

const demo = process.argv.includes("--demo");
const smoke = process.argv.includes("--smoke");

loadEnvironment();
setGlobalProxyFromEnv();
const config = configOrExit();
const log = createLog(config.logLevel);

try {
  await run();
} catch (error) {
  log.error({ err: error }, "not started");
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  const start = config.clockStart ?? (demo ? await demoClockStart(store) : null);
  const clock = start === null ? systemClock : movableClock(start);
  if (start !== null && !demo)
    log.warn({ start: start.toISOString() }, "NHACVIEC_CLOCK MOVES THE CLOCK: not for production");
  const desk = config.console === null ? null : consoleChannel({ clock });
  const channels: Channel[] = [...(desk === null ? [] : [desk]), ...platformChannels({ config, store, clock, log })];
  const links = sharedLinks({ config, clock });
  const app = createApp({
    store,
    channels,
    clock,
    log,
    dataDir: config.dataDir,
    zone: config.timeZone,
    language: config.language,
    works: config.roles.includes("worker"),
    serves: config.roles.includes("web"),
    plans: config.roles.includes("scheduler"),
  });
  if (demo && desk !== null) await prepareDemo({ app, store, desk, clock: clock as MovableClock, config });
  let up = false;
  const server = config.roles.includes("web")
    ? await startServer({
        host: config.host,
        port: config.port,
        log,
        hooks: new Map(
          channels.flatMap((channel) => (channel.hook ? [[channel.name, channel.hook.bind(channel)]] : [])),
        ),
        ready: async () => {
          const stored = await store.ping().then(
            () => [],
            () => ["store"],
          );
          const problems = [...(up ? app.unheard() : ["channels"]), ...stored];
          return { ok: problems.length === 0, problems };
        },
        metrics: () => metricsText(store),
        ...(links === null ? {} : { files: { links, read: (sha256) => app.files.read(sha256) } }),
        console:
          desk === null
            ? null
            : consoleParts({
                store,
                desk,
                password: config.console?.password ?? null,
                zone: config.timeZone,
                clock,
                settle: () => app.settle(),
              }),
      })
    : null;
  stopOnSignals({ app, server, store });
  await app.start();
  up = true;
  const unheard = app.unheard();
  const names = channels.map(({ name }) => name).filter((name) => !unheard.includes(name));
  log.info({ channels: names, ...(unheard.length === 0 ? {} : { unheard }), url: server?.url }, "ready");
  if (demo && server !== null)
    process.stderr.write(`\nNhắc Việc: ${server.url}/console/   (Ctrl+C để dừng / to stop)\n`);
  if (smoke && server !== null) {
    await smokeTest(server.url);
    process.kill(process.pid, "SIGTERM");
  }
}

function configOrExit(): Config {
  try {
    return readConfig(demo ? { ...DEMO_ENVIRONMENT, ...demoOverrides() } : undefined);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
}

/** The demo listens elsewhere with `npm run demo -- --port 4000`; a smoke test takes any free port. */
function demoOverrides(): Record<string, string> {
  const at = process.argv.indexOf("--port");
  const port = smoke ? "0" : process.argv[at + 1];
  return {
    ...(at > 0 || smoke ? { PORT: port ?? "" } : {}),
    ...(smoke ? { DATA_DIR: mkdtempSync(join(tmpdir(), "nhacviec-smoke-")) } : {}),
  };
}

function stopOnSignals(running: { app: App; server: RunningServer | null; store: Store }): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      const tooLong = setTimeout(() => {
        log.error({ afterMs: LONGEST_STOP_MS }, "stopped before everything had finished");
        process.exit(1);
      }, LONGEST_STOP_MS);
      await running.server?.stop();
      await running.app.stop();
      await running.store.close();
      clearTimeout(tooLong);
      if (smoke) rmSync(config.dataDir, { recursive: true, force: true });
      log.info({ signal }, "stopped");
      process.exit(0);
    });
  }
}
