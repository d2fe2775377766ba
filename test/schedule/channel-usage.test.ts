import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { planUsageWarnings } from "../../src/schedule/channel-usage.ts";
import { jobsWith } from "../../src/schedule/jobs.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation, type Organisation } from "../support/organisation.ts";
import { lettersTo, planAt } from "../support/planning.ts";

let store: Store;
let organisation: Organisation;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, at("2026-11-20", "09:00"));
  await store.prisma.membership.updateMany({
    where: { memberId: organisation.members.clerk },
    data: { role: "admin" },
  });
});

const plan = planUsageWarnings(new Map([["zalo-bot", 3000]]));
const use = (month: string, sent: number, received: number) =>
  store.prisma.channelUsage.create({ data: { channel: "zalo-bot", month, sent, received } });
const warnings = () => lettersTo(store, { memberId: organisation.members.clerk });

describe("a channel whose month is running out", () => {
  test("administrators are told once a month, when four fifths are used in both directions together", async () => {
    await use("2026-11", 1400, 999);
    await planAt(store, plan, "2026-11-20 09:00");
    expect(await warnings()).toEqual([]);
    await store.prisma.channelUsage.updateMany({ data: { received: 1000 } });
    await planAt(store, plan, "2026-11-20 09:10");
    await planAt(store, plan, "2026-11-20 09:20");
    expect(await warnings()).toMatchObject([
      {
        title: "Sắp hết tin nhắn: Zalo Bot",
        body: expect.stringContaining("11/2026, Zalo Bot đã dùng 2400 trong 3000 tin"),
      },
    ]);
    await use("2026-12", 2500, 0);
    await planAt(store, plan, "2026-12-28 09:00");
    expect(await warnings()).toHaveLength(2);
  });

  test("is looked for only where a channel counts its messages", () => {
    expect(jobsWith(new Map()).map(({ name }) => name)).not.toContain("channel-usage");
    expect(jobsWith(new Map([["zalo-bot", 3000]])).map(({ name }) => name)).toContain("channel-usage");
  });
});
