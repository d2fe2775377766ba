import { describe, expect, test } from "vitest";
import { unfinished } from "../../src/delivery/unfinished.ts";

const HOUR_MS = 3_600_000;
const outgoing = (body: string, chatId = "7") => ({ chatId, message: { title: null, body, offer: null, files: [] } });

describe("a message whose sending failed in the middle", () => {
  test("parts that went are not sent again by the next attempt, which gets the ids of that time", async () => {
    const parts = unfinished();
    const sent: string[] = [];
    const attempt = async (broken: boolean) => {
      const { once } = parts.of(outgoing("dài"));
      const first = await once("text 0", async () => `id ${sent.push("text 0")}`);
      const second = await once("text 1", async () => {
        if (broken) throw new Error("away");
        return `id ${sent.push("text 1")}`;
      });
      return [first, second];
    };
    await expect(attempt(true)).rejects.toThrow("away");
    expect(await attempt(false)).toEqual(["id 1", "id 2"]);
    expect(sent).toEqual(["text 0", "text 1"]);
  });

  test("the same words to another chat, other words, and the same words once it was finished are other messages", async () => {
    const parts = unfinished();
    const sendTo = (one: ReturnType<typeof outgoing>, id: string) => parts.of(one).once("text 0", async () => id);
    expect(await sendTo(outgoing("x"), "first")).toBe("first");
    expect(await sendTo(outgoing("x", "8"), "second")).toBe("second");
    expect(await sendTo(outgoing("y"), "third")).toBe("third");
    expect(await sendTo(outgoing("x"), "fourth")).toBe("first");
    parts.of(outgoing("x")).finished();
    expect(await sendTo(outgoing("x"), "fifth")).toBe("fifth");
  });

  test("parts are remembered for two hours after the last attempt, then the same words are a new message", async () => {
    let nowMs = 0;
    const parts = unfinished(() => nowMs);
    const attempt = () => parts.of(outgoing("Nhắc")).once("text 0", async () => `at ${nowMs / HOUR_MS}`);
    expect(await attempt()).toBe("at 0");
    nowMs = 1.5 * HOUR_MS;
    expect(await attempt()).toBe("at 0");
    nowMs = 3 * HOUR_MS;
    expect(await attempt()).toBe("at 0");
    nowMs = 5 * HOUR_MS;
    expect(await attempt()).toBe("at 5");
  });

  test("a thousand messages are remembered; of more the oldest is forgotten, and those that sent nothing take no place", async () => {
    const parts = unfinished();
    const sendOf = (number: number, id: string) => parts.of(outgoing(`${number}`)).once("text 0", async () => id);
    for (let number = 0; number < 1000; number++) await sendOf(number, "before");
    for (let number = 2000; number < 4000; number++) parts.of(outgoing(`${number}`));
    expect(await sendOf(0, "again")).toBe("before");
    await sendOf(1000, "one more");
    expect(await sendOf(0, "again")).toBe("before");
    expect(await sendOf(1, "again")).toBe("again");
  });
});
