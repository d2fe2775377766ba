import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { storeErrorOfQuery } from "../../src/store/connection-errors.ts";
import { takeFolderLock } from "../../src/store/embedded/folder-lock.ts";
import { openEmbedded } from "../../src/store/embedded/open-embedded.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import type { StoreError } from "../../src/store/store-error.ts";
import { startChild } from "../support/child.ts";
import { copyTemplate } from "../support/database.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const CHILD = join(import.meta.dirname, "store-child.ts");
const newFolder = temporaryFolders();
const log = createLog("silent");
const open = (dataDir: string): Promise<Store> => openStore({ databaseUrl: null, dataDir, log });

async function storeFolder(folder: string = newFolder()): Promise<string> {
  await copyTemplate(folder);
  return folder;
}

test("an embedded store that is opened again has its rows", async () => {
  const folder = await storeFolder();
  const first = await open(folder);
  await first.prisma.unit.create({ data: { code: "SNV", name: "Sở Nội vụ" } });
  await first.close();
  const second = await open(folder);
  expect(await second.prisma.unit.findMany()).toMatchObject([{ code: "SNV", name: "Sở Nội vụ" }]);
  await second.close();
});

test("a first start that was cut off is done again", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "postgres.unfinished"));
  writeFileSync(join(folder, "postgres.unfinished", "PG_VERSION"), "18");
  const store = await open(folder);
  expect(await store.prisma.unit.count()).toBe(0);
  await store.close();
});

test("a second process uses the server of the first and leaves it running", async () => {
  const folder = await storeFolder();
  const first = startChild(CHILD, "serve", folder);
  expect(await first.line()).toBe("owner");
  for (const code of ["A", "B"]) {
    const second = await open(folder);
    await second.prisma.unit.create({ data: { code, name: code } });
    await second.close();
  }
  const third = startChild(CHILD, "open", folder);
  expect(await third.line()).toBe("opened 2");
  third.say("close");
  expect(await third.ended()).toBe(0);
  first.say("close");
  expect(await first.ended()).toBe(0);
});

test("of processes that start at once exactly one serves, and the others use it", async () => {
  const folder = await storeFolder();
  const children = [1, 2, 3, 4].map(() => startChild(CHILD, "serve", folder));
  const parts = await Promise.all(children.map((child) => child.line()));
  expect(parts.sort()).toEqual(["guest", "guest", "guest", "owner"]);
  await Promise.all(children.map((child) => child.kill()));
});

test("when the process that serves stops, the others are told that the store does not answer", async () => {
  const folder = await storeFolder();
  const owner = startChild(CHILD, "serve", folder);
  await owner.line();
  const guest = await open(folder);
  await guest.ping();
  owner.say("close");
  await owner.ended();
  const query = guest.prisma.unit.count().catch((error: unknown) => storeErrorOfQuery(error, folder));
  expect(await query).toMatchObject({ code: "unreachable", facts: { place: folder } });
  await expect(guest.ping()).rejects.toMatchObject({
    name: "StoreError",
    code: "unreachable",
    facts: { place: folder },
  });
  await guest.close();
});

test("another process can take over from one that stopped, and the others find it", async () => {
  const folder = await storeFolder();
  const owner = startChild(CHILD, "serve", folder);
  await owner.line();
  const guest = await open(folder);
  await owner.kill();
  const next = startChild(CHILD, "serve", folder);
  expect(await next.line()).toBe("owner");
  await guest.ping();
  await guest.close();
  await next.kill();
});

test("a process that is killed at any moment loses no committed row, and the next start works", async () => {
  const folder = await storeFolder();
  let committed = 0;
  for (const rowsBeforeKill of [1, 40, 150]) {
    const writer = startChild(CHILD, "write", folder);
    for (let row = 0; row < rowsBeforeKill; row += 1) await writer.line();
    await writer.kill();
    committed += rowsBeforeKill + (await writer.rest()).length;
    expect(existsSync(join(folder, "postgres.lock"))).toBe(true);
    expect(existsSync(join(folder, "postgres.address"))).toBe(true);
    const store = await open(folder);
    const rows = await store.prisma.unit.count();
    expect(rows).toBeGreaterThanOrEqual(committed);
    // One more may have been committed than the killed process could still say.
    expect(rows).toBeLessThanOrEqual(committed + 1);
    committed = rows;
    await store.close();
  }
});

test("a connection that goes away in the middle of a transaction is rolled back and holds nobody up", async () => {
  const folder = await storeFolder();
  const own = await open(folder);
  const child = startChild(CHILD, "hang", folder);
  expect(await child.line()).toBe("written");
  const waiting = own.prisma.unit.count();
  await child.kill();
  expect(await waiting).toBe(0);
  await own.close();
});

test("statements larger than one read of the socket are not mixed with those of other connections", async () => {
  const folder = await storeFolder();
  const one = await open(folder);
  const other = await open(folder);
  const large = "ă".repeat(400_000);
  const writes = Array.from({ length: 20 }, (_, row) =>
    one.prisma.unit.create({ data: { code: `${row}`, name: large, aliases: [large] } }),
  );
  const reads = Array.from({ length: 200 }, (_, row) =>
    other.prisma.unit.count({ where: { code: { startsWith: `${row}` } } }),
  );
  await Promise.all([...writes, ...reads]);
  expect(await other.prisma.unit.count({ where: { name: large } })).toBe(20);
  await other.close();
  await one.close();
});

test("a stranger who talks nonsense to the socket does not stop the store", async () => {
  const folder = await storeFolder();
  const store = await open(folder);
  const { settings, close } = await openEmbedded(folder, () => {});
  const place = "host" in settings ? settings : { host: "", port: 0 };
  const nonsense = [
    Buffer.alloc(64),
    Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 7]),
    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    Buffer.from("Q\0\0\0\x05x"),
    Buffer.from("P\0\0\0\x05x"),
    Buffer.from("B\0\0\0\x0cabcdefgh"),
    Buffer.from("E\0\0\0\x04"),
    Buffer.from("f\0\0\0\x04"),
    Buffer.from("F\0\0\0\x08abcd"),
  ];
  for (const bytes of nonsense) {
    const stranger = connect(join(place.host, `.s.PGSQL.${place.port}`));
    stranger.on("error", () => {});
    await new Promise<void>((resolve) => stranger.write(bytes, () => resolve()));
    stranger.destroy();
    await store.ping();
  }
  await close();
  await store.close();
});

test("a connection that falls silent in the middle of a transaction does not hold the others up for ever", async () => {
  const folder = await storeFolder();
  const server = await openEmbedded(folder, () => {}, { idleConnectionMs: 300 });
  const silent = startChild(CHILD, "hang", folder);
  expect(await silent.line()).toBe("written");
  const store = await open(folder);
  expect(await store.prisma.unit.count()).toBe(0);
  await silent.kill();
  await store.close();
  await server.close();
});

test("COPY FROM STDIN, which would end the session for all, is refused", async () => {
  const store = await open(await storeFolder());
  const copy = store.prisma.$executeRawUnsafe("COPY unit (code, name) FROM STDIN");
  await expect(copy).rejects.toThrow("COPY FROM STDIN does not work on the embedded store");
  await store.ping();
  await store.close();
});

test("when PostgreSQL gives up, its process is told why, nobody waits for ever, and the folder is free", async () => {
  const folder = await storeFolder();
  const told = Promise.withResolvers<StoreError>();
  const server = await openEmbedded(folder, told.resolve);
  const guest = await open(folder);
  renameSync(join(folder, "postgres", "pg_wal"), join(folder, "postgres", "away"));
  const fillLog = guest.prisma
    .$executeRaw`INSERT INTO unit (code, name) SELECT n::text, repeat('x', 1000) FROM generate_series(1, 5000) n`;
  await expect(fillLog).rejects.toThrow();
  expect(await told.promise).toMatchObject({ code: "damaged", facts: { reason: expect.stringContaining("pg_wal") } });
  await expect(guest.ping()).rejects.toMatchObject({ code: "unreachable" });
  const lock = takeFolderLock(join(folder, "postgres.lock"));
  expect(lock).not.toBeNull();
  lock?.release();
  await guest.close();
  await server.close();
});

test("a data folder with a path too long for a socket works, also for a second process", async () => {
  const folder = join(newFolder(), "đường-dẫn-rất-dài".repeat(6));
  mkdirSync(folder);
  await storeFolder(folder);
  const store = await open(folder);
  await store.prisma.unit.create({ data: { code: "A", name: "A" } });
  const second = startChild(CHILD, "open", folder);
  expect(await second.line()).toBe("opened 1");
  await second.kill();
  await store.close();
});

test("a lock is held by one at a time, also within a process, and is free once released", () => {
  const path = join(newFolder(), "lock");
  const lock = takeFolderLock(path);
  expect(takeFolderLock(path)).toBeNull();
  lock?.release();
  const next = takeFolderLock(path);
  expect(next).not.toBeNull();
  next?.release();
});

test("the lock of a killed process is free at once", async () => {
  const folder = await storeFolder();
  const owner = startChild(CHILD, "serve", folder);
  await owner.line();
  expect(takeFolderLock(join(folder, "postgres.lock"))).toBeNull();
  await owner.kill();
  const lock = takeFolderLock(join(folder, "postgres.lock"));
  expect(lock).not.toBeNull();
  lock?.release();
});

test("a folder whose holder does not answer is said to be locked", async () => {
  const folder = newFolder();
  const lock = takeFolderLock(join(folder, "postgres.lock"));
  await expect(openEmbedded(folder, () => {}, { waitForOwnerMs: 100 })).rejects.toMatchObject({
    code: "locked",
    facts: { place: folder },
  });
  lock?.release();
});

test("a data folder that cannot be made is said to be unwritable", async () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  for (const place of [file, join(file, "data")]) {
    await expect(open(place)).rejects.toMatchObject({ name: "StoreError", code: "unwritable", facts: { place } });
  }
});

test("files that PostgreSQL cannot open are said to be damaged, and stay as they are", async () => {
  const folder = await storeFolder();
  writeFileSync(join(folder, "postgres", "PG_VERSION"), "9\n");
  await expect(open(folder)).rejects.toMatchObject({ code: "damaged" });
  writeFileSync(join(folder, "postgres", "PG_VERSION"), "18\n");
  const store = await open(folder);
  expect(await store.prisma.unit.count()).toBe(0);
  await store.close();
});
