import { describe, expect, test } from "vitest";
import { endingBeforeSending, resultOf } from "../../src/delivery/result.ts";
import { ChannelError } from "../../src/errors.ts";

const NOW = new Date("2026-11-20T09:00:00+07:00");
const LATER = new Date("2026-11-20T09:30:00+07:00");
const open = {
  allowed: true,
  expired: false,
  edit: false,
  editsMessageId: null,
  place: "open" as const,
  pausedUntil: null,
  elsewhere: true,
};
const tried = { id: 1, attempts: 1, edit: false, elsewhere: false, createdAt: NOW, expiresAt: null };
const failure = (error: ChannelError, attempts = 1, edit = false) =>
  resultOf({ ...tried, attempts, edit }, { end: "failure", failure: error }, NOW);

describe("before a message is sent", () => {
  test("it is sent when nothing is against it", () => {
    expect(endingBeforeSending(open)).toBeNull();
  });

  test.each([
    ["the reader may not have it any more", { allowed: false }, { end: "cancelled" }],
    ["its time is over", { expired: true }, { end: "expired" }],
    ["the account is not theirs any more", { place: "gone" as const }, { end: "gone" }],
    [
      "somebody answers there by hand, and there is another account",
      { place: "paused" as const, pausedUntil: LATER },
      { end: "elsewhere", because: "paused" },
    ],
    [
      "somebody answers there by hand, and there is none",
      { place: "paused" as const, pausedUntil: LATER, elsewhere: false },
      { end: "waits", until: LATER },
    ],
    [
      "the month is used up, and there is another account",
      { place: "full" as const },
      { end: "elsewhere", because: "quota-used" },
    ],
    ["the month is used up, and there is none", { place: "full" as const, elsewhere: false }, null],
    ["it changes a message that was never sent", { edit: true }, { end: "cancelled" }],
    [
      "it changes a message while somebody answers by hand",
      { edit: true, editsMessageId: "7", place: "paused" as const },
      null,
    ],
  ])("%s: what becomes of it", (_when, differs, ending) => {
    expect(endingBeforeSending({ ...open, ...differs })).toEqual(ending);
  });
});

describe("after a try", () => {
  test("waiting is no attempt", () => {
    expect(resultOf({ ...tried, attempts: 3 }, { end: "waits", until: LATER }, NOW)).toMatchObject({
      state: "pending",
      availableAt: LATER,
      tried: false,
    });
  });

  test("what is given up goes to the next account, whatever the reason", () => {
    for (const error of [
      new ChannelError("never", "blocked"),
      new ChannelError("never", "window-closed"),
      new ChannelError("never", "too-long"),
    ])
      expect(failure(error)).toMatchObject({ state: "failed", error: error.code, elsewhere: true });
    expect(failure(new ChannelError("later", "unexpected-error"), 12)).toMatchObject({
      state: "failed",
      elsewhere: true,
    });
    expect(failure(new ChannelError("unknown", "no-answer"), 2)).toMatchObject({
      state: "failed",
      elsewhere: true,
      silent: true,
    });
    expect(failure(new ChannelError("later", "flood", 3000))).toMatchObject({ state: "pending", elsewhere: false });
  });

  test("an account is silent once a message to it was given up without an answer, not at its first try", () => {
    const noAnswer = new ChannelError("unknown", "no-answer");
    expect([failure(noAnswer, 1).silent, failure(noAnswer, 2).silent]).toEqual([false, true]);
    expect(failure(new ChannelError("never", "blocked"))).toMatchObject({ silent: false });
  });

  test("a moved chat is tried again at once under its new id, and not for ever", () => {
    const moved = new ChannelError("never", "moved", null, "new");
    expect(failure(moved)).toMatchObject({ state: "pending", availableAt: NOW, movedTo: "new" });
    expect(failure(moved, 12)).toMatchObject({ state: "failed", movedTo: null });
    expect(failure(new ChannelError("never", "moved"))).toMatchObject({ state: "failed" });
  });

  test("what was sent says in how many messages of the platform", () => {
    const ending = { end: "sent", messageId: "7", messages: 3 } as const;
    expect(resultOf(tried, ending, NOW)).toMatchObject({ state: "sent", messageId: "7", messages: 3 });
  });

  test("a change of a message is tried once more at most, and never given to another account", () => {
    const down = new ChannelError("later", "platform-down");
    expect(failure(down, 1, true)).toMatchObject({ state: "pending" });
    expect(failure(down, 2, true)).toMatchObject({ state: "cancelled", elsewhere: false });
    expect(failure(new ChannelError("unknown", "no-answer"), 2, true)).toMatchObject({ silent: false });
  });
});
