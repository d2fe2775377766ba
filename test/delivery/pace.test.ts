import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pace } from "../../src/delivery/channel.ts";
import { pacer } from "../../src/delivery/pace.ts";
import { type SteadyTime, turnstile } from "../../src/delivery/turnstile.ts";

type Went = { readonly chatId: string; readonly place: number; readonly atMs: number };

/** Time that goes on only when it is told to; every timer is late by what `latenessMs` says. */
function fakeTime(latenessMs: () => number) {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly act: () => void }[] = [];
  const time: SteadyTime = {
    nowMs: () => nowMs,
    after(waitMs, act) {
      const timer = { atMs: nowMs + waitMs, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  return {
    ...time,
    /** Goes on to the next timer and runs it. False: there is none. */
    goOn(): boolean {
      const next = timers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) return false;
      timers = timers.filter((other) => other !== next);
      nowMs = Math.max(nowMs, next.atMs + latenessMs());
      next.act();
      return true;
    },
  };
}

/** All of them come at once; returns when each went, in the order in which they went. */
async function sendAll(pace: Pace, chatIds: readonly string[], latenessMs = () => 0): Promise<readonly Went[]> {
  const time = fakeTime(latenessMs);
  const gate = turnstile(pace, time);
  const went: Went[] = [];
  for (const [place, chatId] of chatIds.entries())
    void gate.pass(chatId, false).then(() => went.push({ chatId, place, atMs: time.nowMs() }));
  do await Promise.resolve();
  while (time.goOn());
  return went;
}

const ofChat = (went: readonly Went[], chatId: string) => went.filter((one) => one.chatId === chatId);
const chatsOf = (went: readonly Went[]) => [...new Set(went.map(({ chatId }) => chatId))];
/** The shortest time in which `count` of them and one more went; infinite when there are not so many. */
const shortestMs = (went: readonly Went[], count: number): number =>
  Math.min(...went.map(({ atMs }, index) => atMs - (went[index - count]?.atMs ?? Number.NEGATIVE_INFINITY)));

const isGroup = (chatId: string): boolean => chatId.startsWith("-");
const TELEGRAM: Pace = { perSecond: 30, perChatPerSecond: 1, groups: { perMinute: 20, includes: isGroup } };
const BY_TOPIC: Pace = { ...TELEGRAM, chatOf: (chatId) => chatId.split(":")[0] ?? chatId };
const anyPace: fc.Arbitrary<Pace> = fc.record(
  {
    perSecond: fc.constantFrom(0.5, 1, 1.5, 5, 30, 300, Number.POSITIVE_INFINITY),
    perChatPerSecond: fc.constantFrom(0.5, 1, 10, Number.POSITIVE_INFINITY),
    groups: fc.constant({ perMinute: 20, includes: isGroup }),
  },
  { requiredKeys: ["perSecond", "perChatPerSecond"] },
);
const anyChats = fc.array(fc.constantFrom("a", "b", "c", "-d", "-e", "f", "g"), { maxLength: 120 });
const anyLateness = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 50 });

describe("the pace of a channel", () => {
  test("is kept in every second, in every chat and in every minute of a group, however late timers are", () =>
    fc.assert(
      fc.asyncProperty(anyPace, anyChats, anyLateness, async (pace, chatIds, lateness) => {
        let turn = 0;
        const went = await sendAll(pace, chatIds, () => lateness[turn++ % lateness.length] ?? 0);
        expect(went).toHaveLength(chatIds.length);
        if (Number.isFinite(pace.perSecond)) {
          const together = Math.max(1, Math.floor(pace.perSecond));
          expect(shortestMs(went, together)).toBeGreaterThan((together / pace.perSecond) * 1000);
        }
        for (const chatId of chatsOf(went)) {
          const there = ofChat(went, chatId);
          expect(there.map(({ place }) => place)).toEqual(there.map(({ place }) => place).toSorted((a, b) => a - b));
          if (Number.isFinite(pace.perChatPerSecond))
            expect(shortestMs(there, 1)).toBeGreaterThan(1000 / pace.perChatPerSecond);
          if (pace.groups?.includes(chatId)) expect(shortestMs(there, 20)).toBeGreaterThan(60_000);
        }
      }),
      { numRuns: 60 },
    ));

  test("is used to 95 % at least when enough chats wait, also when a timer is late now and then", async () => {
    let turn = 0;
    const chatIds = Array.from({ length: 3000 }, (_, place) => `chat ${place % 1000}`);
    const went = await sendAll(TELEGRAM, chatIds, () => (turn++ % 20 === 0 ? 60 : turn % 3));
    expect(3000 / ((went.at(-1)?.atMs ?? 0) / 1000)).toBeGreaterThan(0.95 * 30);
  });

  test("is used to 95 % at least in a single chat, and in a single group", async () => {
    const alone = await sendAll(
      TELEGRAM,
      Array.from({ length: 100 }, () => "a"),
    );
    expect(99 / ((alone.at(-1)?.atMs ?? 0) / 1000)).toBeGreaterThan(0.95);
    const group = await sendAll(
      TELEGRAM,
      Array.from({ length: 201 }, () => "-a"),
    );
    expect(200 / ((group.at(-1)?.atMs ?? 0) / 60_000)).toBeGreaterThan(0.95 * 20);
  });

  test("lets messages that are up to 30 ms longer on their way than others come to the platform in time", async () => {
    const chatIds = Array.from({ length: 600 }, (_, place) => `chat ${place % 40}`);
    const went = await sendAll(TELEGRAM, chatIds);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 7, maxLength: 50 }), async (ways) => {
        const came = went
          .map((one, index) => ({ ...one, atMs: one.atMs + (ways[index % ways.length] ?? 0) }))
          .toSorted((a, b) => a.atMs - b.atMs);
        expect(shortestMs(came, 30)).toBeGreaterThanOrEqual(1000);
        for (const chatId of chatsOf(came)) expect(shortestMs(ofChat(came, chatId), 1)).toBeGreaterThanOrEqual(1000);
      }),
      { numRuns: 30 },
    );
  });

  test("lets a few go at once after a pause, and spreads the rest evenly", async () => {
    const went = await sendAll(
      TELEGRAM,
      Array.from({ length: 1500 }, (_, place) => `chat ${place}`),
    );
    expect(went.filter(({ atMs }) => atMs === 0)).toHaveLength(6);
    expect(shortestMs(went.slice(6), 4)).toBeGreaterThan(34);
    expect(shortestMs(went.slice(-60), 1)).toBeGreaterThan(33);
  });
});

describe("the line before a channel", () => {
  test("is left in the order in which it was joined", async () => {
    const went = await sendAll(
      TELEGRAM,
      Array.from({ length: 200 }, (_, place) => `chat ${place}`),
    );
    expect(went.map(({ place }) => place)).toEqual(Array.from({ length: 200 }, (_, place) => place));
  });

  test("goes past a chat that rests", async () => {
    const went = await sendAll(TELEGRAM, [
      "-a",
      "-a",
      "-a",
      "-a",
      ...Array.from({ length: 60 }, (_, place) => `${place}`),
    ]);
    expect(went.slice(0, 4).map(({ chatId }) => chatId)).toEqual(["-a", "0", "1", "2"]);
    expect(ofChat(went, "59")[0]?.atMs).toBeLessThan(2200);
  });

  test("has answers before what the bot starts itself, and keeps their order", async () => {
    const time = fakeTime(() => 0);
    const gate = turnstile({ perSecond: 1, perChatPerSecond: 1 }, time);
    const went: string[] = [];
    const come = (chatId: string, ahead: boolean) => void gate.pass(chatId, ahead).then(() => went.push(chatId));
    for (const chatId of ["first", "digest", "reminder"]) come(chatId, false);
    for (const chatId of ["answer 1", "answer 2"]) come(chatId, true);
    do await Promise.resolve();
    while (time.goOn());
    expect(went).toEqual(["first", "answer 1", "answer 2", "digest", "reminder"]);
  });

  test("holds a second's messages at most, and asks for more when half of them are gone", async () => {
    const time = fakeTime(() => 0);
    const gate = turnstile(TELEGRAM, time);
    expect(gate.room()).toBe(30);
    for (let chat = 0; chat < 40; chat++) void gate.pass(`chat ${chat}`, false);
    expect(gate.room()).toBe(0);
    while (gate.room() === 0) time.goOn();
    expect(gate.room()).toBe(15);
  });

  test("has room for others while a chat in it rests", () => {
    const gate = turnstile(
      { perSecond: 2, perChatPerSecond: 0.01 },
      fakeTime(() => 0),
    );
    for (let turn = 0; turn < 3; turn++) void gate.pass("a", true);
    expect(gate.room()).toBe(2);
  });

  test("is sent away when it closes, and nobody joins it afterwards", async () => {
    const time = fakeTime(() => 0);
    const gate = turnstile({ perSecond: 1, perChatPerSecond: 1 }, time);
    const passes = ["a", "b", "c"].map((chatId) => gate.pass(chatId, false));
    gate.close();
    expect(await Promise.all([...passes, gate.pass("d", true)])).toEqual([true, false, false, false]);
    expect(time.goOn()).toBe(false);
  });
});

describe("a chat that was sent to", () => {
  test("rests from the moment its message went, and surely rests from the moment the platform answered", () => {
    const pace = pacer(TELEGRAM);
    pace.went("a", 0);
    expect(pace.resting(1036.5, false)).toEqual({ chatIds: ["a"], firstMs: 1 });
    expect(pace.resting(1037.5, false).chatIds).toEqual([]);
    pace.answered("a", 300);
    expect(pace.resting(1299, true)).toEqual({ chatIds: ["a"], firstMs: 1 });
    expect(pace.resting(1300, true).chatIds).toEqual([]);
    expect(pace.chatWaitMs("a", 1037.5)).toBe(0);
  });

  test("rests longer when it is a group that has had its messages of the minute", () => {
    const pace = pacer(TELEGRAM);
    for (let turn = 0; turn < 20; turn++) pace.went("-a", turn * 1100);
    expect(pace.chatWaitMs("-a", 25_000)).toBe(60_500 - 25_000);
    expect(pace.resting(25_000, false)).toEqual({ chatIds: ["-a"], firstMs: 60_500 - 25_000 });
    expect(pace.chatWaitMs("b", 25_000)).toBe(0);
  });

  test("and its topics are forgotten a minute later", () => {
    const pace = pacer(BY_TOPIC);
    for (let turn = 0; turn < 2000; turn++) pace.went(`-a:${turn}`, turn * 35);
    expect(pace.resting(2000 * 35, false).chatIds.length).toBeGreaterThan(1500);
    pace.went("-b:1", 200_000);
    pace.went("-a:7", 300_000);
    expect(pace.resting(300_000, false).chatIds).toEqual(["-a", "-a:7"]);
  });

  test("is forgotten once it has rested", () => {
    const pace = pacer(TELEGRAM);
    let most = 0;
    for (let turn = 0; turn < 20_000; turn++) {
      pace.went(turn % 10 === 0 ? `-${turn}` : `${turn}`, turn * 35);
      pace.answered(`${turn}`, turn * 35 + 20);
      // Looked at from the beginning, everybody who is still remembered rests.
      if (turn % 1000 === 999) most = Math.max(most, pace.resting(0, true).chatIds.length);
    }
    expect(most).toBeLessThan(250);
  });
});

describe("topics of one group", () => {
  test("keep the pace of one chat and of one group together, others go past them", async () => {
    const went = await sendAll(BY_TOPIC, [...Array.from({ length: 25 }, (_, topic) => `-a:${topic}`), "b", "c"]);
    const there = went.filter(({ chatId }) => chatId.startsWith("-a"));
    expect(there).toHaveLength(25);
    expect(shortestMs(there, 1)).toBeGreaterThan(1000);
    expect(shortestMs(there, 20)).toBeGreaterThan(60_000);
    expect(ofChat(went, "c")[0]?.atMs).toBeLessThan(200);
  });

  test("rest together, and are named as the outbox names them", () => {
    const pace = pacer(BY_TOPIC);
    pace.went("-a:1", 0);
    pace.went("-a:2", 1100);
    pace.went("b", 1100);
    expect(pace.chatWaitMs("-a:3", 1200)).toBe(937.5);
    expect(pace.chatWaitMs("-b:1", 1200)).toBe(0);
    expect(pace.resting(1200, false).chatIds.toSorted()).toEqual(["-a", "-a:1", "-a:2", "b"]);
    pace.answered("-a:2", 2000);
    expect(pace.chatWaitMs("-a:1", 2200)).toBe(0);
    expect(pace.resting(2200, true).chatIds).toEqual(["-a", "-a:1", "-a:2"]);
  });

  test("have the group's messages of a minute in common", () => {
    const pace = pacer(BY_TOPIC);
    for (let turn = 0; turn < 20; turn++) pace.went(`-a:${turn % 2}`, turn * 1100);
    expect(pace.chatWaitMs("-a:5", 25_000)).toBe(60_500 - 25_000);
    expect(pace.resting(25_000, false)).toEqual({ chatIds: ["-a", "-a:0", "-a:1"], firstMs: 60_500 - 25_000 });
  });
});
