import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Letter, post } from "../../src/delivery/post.ts";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, local } from "../support/planning.ts";

const NOW = local("2026-11-20 09:00");
/** Half an emoji, and a NUL character: PostgreSQL takes neither in JSON. */
const BAD = "xấu\ud83d\0.";
const MENDED = "xấu\ufffd.";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW);
});

const letter = (key: string, memberId: number, more: Partial<Letter>): Letter => ({
  key,
  to: { memberId },
  title: null,
  body: "tốt",
  choices: [],
  files: [],
  proactive: true,
  requires: null,
  expiresAt: NOW,
  ...more,
});

describe("letters that are posted together", () => {
  test.each<[string, Partial<Letter>]>([
    ["title", { title: BAD }],
    ["body", { body: BAD }],
    ["details", { details: BAD }],
    ["label of a choice", { choices: [{ label: BAD, action: { dialog: "work", do: "show" } }] }],
    ["action of a choice", { choices: [{ label: "Xem", action: { dialog: "work", do: "show", value: BAD } }] }],
    ["file's name", { files: [{ name: BAD, mime: "image/png", sha256: "0".repeat(64) }] }],
    ["form", { form: { title: BAD, fields: [{ name: "a", label: BAD, kind: "line", value: BAD, required: false }] } }],
    ["key", { key: `b ${BAD}` }],
  ])("a bad character in the %s of one loses none of the others, and is mended", async (_, bad) => {
    const { nurse, clerk } = organisation.members;
    await post(store.prisma, [letter("a", nurse, {}), letter("b", clerk, bad), letter("c", nurse, {})], NOW);
    expect((await lettersTo(store, { memberId: nurse })).map(({ key }) => key)).toEqual(["a", "c"]);
    const [stored] = await store.prisma.delivery.findMany({ where: { memberId: clerk } });
    const [offer] = await store.prisma.offer.findMany();
    expect(JSON.stringify([stored?.key, stored?.message, offer?.choices ?? null])).toContain(MENDED);
    expect(stored?.expiresAt).toEqual(NOW);
  });
});
