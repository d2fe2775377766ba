import { join } from "node:path";
import { expect, test } from "vitest";
import { MIGRATIONS_FOLDER, migrationNames } from "../../src/store/migration-files.ts";
import { startChild } from "../support/child.ts";

const NEW_MIGRATION = join(import.meta.dirname, "../../prisma/new-migration.ts");

test.each([[[]], [["Add Room"]], [["../x"]]])(
  "a migration's name is small letters, digits and _, so %j is refused",
  async (names) => {
    const before = await migrationNames(MIGRATIONS_FOLDER);
    const child = startChild(NEW_MIGRATION, ...names);
    await expect(child.line()).rejects.toThrow("small letters, digits and _");
    expect(await child.ended()).toBe(2);
    expect(await migrationNames(MIGRATIONS_FOLDER)).toEqual(before);
  },
);
