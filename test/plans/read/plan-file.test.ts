import { createHash } from "node:crypto";
import { once } from "node:events";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { planFile } from "../../../src/plans/read/plan-file.ts";
import type { Store } from "../../../src/store/open-store.ts";
import { openTestStore, reset } from "../../support/database.ts";
import { makeOrganisation } from "../../support/organisation.ts";
import { planDocument } from "../../support/plan-document.ts";
import { local } from "../../support/planning.ts";
import { runCommand } from "../../support/run-command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const newFolder = temporaryFolders();
const NOW = local("2026-02-02 09:00");
let store: Store;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  await makeOrganisation(store, NOW);
});

const run = (...args: string[]) => runCommand(store, NOW, args);
const document = (number: string, ...more: string[]): string =>
  planDocument({
    number,
    tasks: ["Mở lớp tập huấn", ...more].map((text) => ({ text, lead: "Sở Y tế", time: "quý II/2026" })),
  });
function write(name: string, text: string): string {
  const path = join(newFolder(), name);
  writeFileSync(path, text);
  return path;
}
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

test("the command line reads in a thread of its own, as the chat does, and knows a plan by the very bytes that were read", async () => {
  const [read, other] = [document("12/KH-UBND"), document("99/KH-UBND")];
  const path = write("goc.txt", read);
  // The thread begins when the file has been read; from then on the file may be another.
  const begun = once(process, "worker").then(() => writeFileSync(path, other));
  expect(await run("plan", "import", path)).toMatchObject({ code: 0 });
  await begun;
  expect(await store.prisma.plan.findUnique({ where: { id: 2 } })).toMatchObject({
    number: "12/KH-UBND",
    sourceHash: hashOf(read),
  });
});

test("a file that is missing, a folder, or larger than any plan is refused unread", async () => {
  const large = write("to.txt", "");
  truncateSync(large, 20 * 1024 * 1024 + 1);
  await expect(planFile(large)).rejects.toMatchObject({ code: "too-large", file: "to.txt" });
  await expect(planFile(join(newFolder(), "khong-co.docx"))).rejects.toMatchObject({ code: "missing" });
  await expect(planFile(newFolder())).rejects.toMatchObject({ code: "missing", seen: "not a file" });
});
