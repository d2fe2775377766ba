import { describe, expect, test } from "vitest";
import { channelStarter } from "../../src/delivery/start-channels.ts";
import { ChannelError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { fakeChannel } from "../support/fake-channel.ts";

const AWAY = new ChannelError("unknown", "no-answer");
const REFUSED = new ChannelError("set-up", "bad-token");

/** Two platforms and what was said on either. */
function platforms(firstPauseMs = 1) {
  const [red, blue] = [fakeChannel("red"), fakeChannel("blue")];
  const lines: { level: number; msg: string; channel: string; code?: string }[] = [];
  const waiters: (() => void)[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line));
    for (const waiter of waiters.splice(0)) waiter();
  };
  const starter = channelStarter([red, blue], { log: createLog("info", { write }), firstPauseMs });
  const heard: string[] = [];
  return {
    red,
    blue,
    starter,
    lines,
    heard,
    start: () => starter.start(async ({ channel }) => void heard.push(channel)),
    async logged(msg: string) {
      while (!lines.some((line) => line.msg === msg)) await new Promise<void>((resolve) => void waiters.push(resolve));
    },
  };
}

describe("platforms at the start", () => {
  test("one that is away keeps nobody from the others, and is heard when it is back", async () => {
    const { red, blue, starter, lines, heard, start, logged } = platforms();
    red.failStart(AWAY, new ChannelError("later", "platform-down"));
    await start();
    expect(starter.unheard()).toEqual(["red"]);
    await blue.says("1", "x");
    await logged("connected");
    expect(starter.unheard()).toEqual([]);
    await red.says("1", "x");
    expect(heard).toEqual(["blue", "red"]);
    expect(lines.map(({ level, channel, code }) => [level, channel, code])).toEqual([
      [40, "red", "no-answer"],
      [40, "red", "platform-down"],
      [30, "red", undefined],
    ]);
    await starter.stop();
  });

  test("all may be away: the start goes on", async () => {
    const { red, blue, starter, start, logged } = platforms();
    red.failStart(AWAY);
    blue.failStart(AWAY, AWAY);
    await start();
    expect(starter.unheard()).toEqual(["red", "blue"]);
    await logged("connected");
    await starter.stop();
  });

  test("one that refuses the bot is an error in the log and stops no other", async () => {
    const { red, blue, starter, lines, heard, start } = platforms();
    red.failStart(REFUSED);
    await start();
    await blue.says("1", "x");
    expect(heard).toEqual(["blue"]);
    expect(starter.unheard()).toEqual(["red"]);
    expect(lines).toEqual([expect.objectContaining({ level: 50, channel: "red", code: "bad-token" })]);
    await starter.stop();
  });

  test("when every one refuses, so does the start", async () => {
    const { red, blue, starter, start } = platforms();
    red.failStart(REFUSED);
    blue.failStart(new ChannelError("set-up", "token-revoked"));
    await expect(start()).rejects.toBe(REFUSED);
    await starter.stop();
  });

  test("an error that nobody foresaw counts as away, and its words are not logged", async () => {
    const { red, starter, lines, start, logged } = platforms();
    const strange: unknown = new TypeError("token 123:abc");
    red.failStart(strange as ChannelError);
    await start();
    await logged("connected");
    expect(lines[0]).toMatchObject({ level: 40, code: "TypeError" });
    expect(JSON.stringify(lines)).not.toContain("123:abc");
    await starter.stop();
  });

  test("one that has fallen silent since is not heard", async () => {
    const { red, blue } = platforms();
    let hears = true;
    const starter = channelStarter([red, { ...blue, hears: () => hears }], { log: createLog("silent") });
    await starter.start(async () => undefined);
    expect(starter.unheard()).toEqual([]);
    hears = false;
    expect(starter.unheard()).toEqual(["blue"]);
    await starter.stop();
  });

  test("a stop ends the tries at once", async () => {
    const { red, starter, start } = platforms(600_000);
    red.failStart(AWAY);
    await start();
    await starter.stop();
    expect(starter.unheard()).toEqual(["red"]);
  });
});
