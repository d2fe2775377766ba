import { createInterface } from "node:readline";
import { createLog } from "../../src/log.ts";
import { openEmbedded } from "../../src/store/embedded/open-embedded.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";

// A process of its own for tests: `store-child.ts COMMAND PLACE`. It says what it did line by line and goes on when it is sent a line.

const [command, place = ""] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const told = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const open = (): Promise<Store> =>
  openStore({ databaseUrl: URL.canParse(place) ? place : null, dataDir: place, log: createLog("silent") });

/** Serves the folder, or finds who does. */
async function serve(): Promise<void> {
  const server = await openEmbedded(place, () => {});
  say(server.owner ? "owner" : "guest");
  await told.next();
  await server.close();
}

async function openAndClose(): Promise<void> {
  const store = await open();
  say(`opened ${await store.prisma.unit.count()}`);
  await told.next();
  await store.close();
  say("closed");
}

/** Commits one row after another and says each one's code once it is committed, until it is killed. */
async function write(): Promise<void> {
  const store = await open();
  for (let row = await store.prisma.unit.count(); ; row += 1) {
    await store.prisma.unit.create({ data: { code: `row ${row}`, name: "x".repeat(500) } });
    say(`row ${row}`);
  }
}

/** Stays in the middle of a transaction. */
async function hang(): Promise<void> {
  const store = await open();
  await store.prisma.$transaction(async (transaction) => {
    await transaction.unit.create({ data: { code: "uncommitted", name: "x" } });
    say("written");
    await told.next();
  });
}

const commands: Record<string, () => Promise<void>> = { serve, open: openAndClose, write, hang };
await commands[command ?? ""]?.();
process.stdin.destroy();
