import { defineConfig } from "prisma/config";

// Generate, validate and format never run the native schema engine; they only want a file to exist.
// Naming one keeps Prisma from downloading it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
});
