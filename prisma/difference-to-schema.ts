import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../src/store/embedded/open-embedded.ts";
import { readMigrations } from "../src/store/migration-files.ts";
import { openSchemaEngine } from "../src/store/schema-engine.ts";

const SCHEMA_FILE = join(import.meta.dirname, "schema.prisma");

/**
 * The SQL that leads from a folder of migrations to schema.prisma; empty when they say the same. It is found on an empty embedded database
 * that is thrown away, so nothing but npm is needed. Prisma's engine does not look at partial indexes, checks and triggers: those
 * are written by hand, never proposed and never dropped.
 */
export async function differenceToSchema(migrationsFolder: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "nhacviec-migration-"));
  try {
    const server = await openEmbedded(dataDir, () => {});
    const { engine, close } = await openSchemaEngine(server.settings);
    try {
      const { stdout } = await engine.diff({
        from: { tag: "migrations", ...(await readMigrations(migrationsFolder)) },
        to: {
          tag: "schemaDatamodel",
          files: [{ path: "schema.prisma", content: await readFile(SCHEMA_FILE, "utf8") }],
        },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      });
      const script = stdout ?? "";
      return script.includes("This is an empty migration") ? "" : script;
    } finally {
      await close();
      await server.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
