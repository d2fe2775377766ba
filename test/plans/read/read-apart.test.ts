import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PlanReadError } from "../../../src/plans/read/plan-read-error.ts";
import { readPlanApart } from "../../../src/plans/read/read-apart.ts";
import { readPlanBytes } from "../../../src/plans/read/read-plan.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/plans");

describe("a file read in a thread of its own", () => {
  test("gives the same draft as in the thread of the bot, which goes on meanwhile", async () => {
    const file = "quyet-dinh-kinh-te-bien.docx";
    const bytes = readFileSync(join(FIXTURES, file));
    let ticks = 0;
    const beat = setInterval(() => {
      ticks += 1;
    }, 5);
    const draft = await readPlanApart(bytes, file);
    clearInterval(beat);
    expect(draft).toEqual(await readPlanBytes(bytes, file));
    expect(ticks).toBeGreaterThan(3);
  });

  test.each([
    ["takes longer than it may", { longestMs: 20 }, "more than 0.02 s"],
    ["wants more objects than fit", { heapMb: 16 }, "more than 16 MB"],
    ["unpacks more than fits beside them", { processMb: 30 }, "more than 30 MB"],
  ])("is given up when it %s, and the next one is read", async (_, limits, seen) => {
    const sentence = "- Sở Ong chủ trì làm sổ trước ngày 15/6/2026.\n";
    const large = Buffer.from(`KẾ HOẠCH\n${sentence.repeat(40_000)}`);
    await expect(readPlanApart(large, "lon.txt", limits)).rejects.toMatchObject({ code: "damaged", seen });
    expect((await readPlanApart(Buffer.from(`KẾ HOẠCH\n${sentence}`), "nho.txt")).tasks).toHaveLength(1);
  });

  test("is refused for the same reasons", async () => {
    const refused = await readPlanApart(Buffer.from("PK\u0003\u0004 cắt ngang"), "hong.docx").catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(PlanReadError);
    expect(refused).toMatchObject({ code: "damaged", file: "hong.docx" });
    const secret = readPlanApart(Buffer.from("TỐI MẬT\nKẾ HOẠCH\n1. Sở Ong làm sổ."), "mat.txt");
    await expect(secret).rejects.toMatchObject({ code: "secret", seen: "TỐI MẬT" });
  });
});
