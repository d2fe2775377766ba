import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../src/clock.ts";
import { MIGRATIONS_FOLDER } from "../src/store/migration-files.ts";
import { differenceToSchema } from "./difference-to-schema.ts";

// npm run migration -- NAME: writes prisma/migrations/TIME_NAME/migration.sql, what schema.prisma says and the migrations do not yet.

const [name] = process.argv.slice(2);

if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write(
    `The migration's name: saw '${name ?? ""}'; small letters, digits and _, such as add_room_topic\n`,
  );
  process.exitCode = 2;
} else {
  const script = await differenceToSchema(MIGRATIONS_FOLDER);
  if (script === "") {
    process.stderr.write("schema.prisma says what the migrations say: nothing to write\n");
  } else {
    const time = systemClock.now().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = join(MIGRATIONS_FOLDER, `${time}_${name}`);
    await mkdir(folder);
    await writeFile(join(folder, "migration.sql"), script);
    process.stdout.write(`${join(folder, "migration.sql")}\n`);
  }
}
