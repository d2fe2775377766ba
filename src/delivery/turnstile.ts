import type { Pace } from "./channel.ts";
import { pacer, type Resting } from "./pace.ts";

/** Where messages stand in line until the channel's pace and their chat let them go. */
export type Turnstile = {
  /**
   * Resolves at the moment a message to this chat may go: true; or false, when the turnstile was closed before, or the channel
   * rests. `ahead` comes before all that are not.
   */
  pass(chatId: string, ahead: boolean): Promise<boolean>;
  /** The platform has answered what went to this chat. */
  answered(chatId: string): void;
  /**
   * How many more may come into line; none while the channel rests, and until half of those have gone who could, so that they
   * are fetched many at a time.
   */
  room(): number;
  /** Chats that take no message, `aheadMs` from now; see `Pacer.resting`. */
  resting(aheadMs: number, surely: boolean): Resting;
  /** The channel takes nothing until then, by the turnstile's clock. Everybody in line is sent away: it may be long. */
  rest(untilMs: number): void;
  /** True while the channel rests. */
  rests(): boolean;
  /** Sends away everybody in line. */
  close(): void;
};

/** A clock that never jumps, and timers that run on it. */
export type SteadyTime = {
  nowMs(): number;
  /** Runs `act` once, after so long. Returns how to call it off. */
  after(waitMs: number, act: () => void): () => void;
};

export const machineTime: SteadyTime = {
  nowMs: () => performance.now(),
  after(waitMs, act) {
    const timer = setTimeout(act, waitMs);
    return () => clearTimeout(timer);
  },
};

/** So much is in line at most that it goes within this time: what stands there was judged when it was claimed. */
const LONGEST_IN_LINE_MS = 1000;

/** First come, first served, but for messages whose chat rests: those behind them go before. */
export function turnstile(pace: Pace, time: SteadyTime = machineTime): Turnstile {
  const pacing = pacer(pace);
  const longest = Math.max(1, Math.floor((pace.perSecond * LONGEST_IN_LINE_MS) / 1000));
  const line: { readonly chatId: string; readonly ahead: boolean; readonly leave: (may: boolean) => void }[] = [];
  let callOff: () => void = () => undefined;
  let closed = false;
  let restedAtMs = Number.NEGATIVE_INFINITY;
  const rests = (): boolean => time.nowMs() < restedAtMs;

  function sendAway(): void {
    callOff();
    for (const { leave } of line.splice(0)) leave(false);
  }

  function advance(): void {
    callOff();
    for (;;) {
      const nowMs = time.nowMs();
      const waitMs = Math.max(pacing.channelWaitMs(nowMs), soonest(nowMs));
      if (waitMs > 0) {
        if (line.length > 0) callOff = time.after(Math.ceil(waitMs), advance);
        return;
      }
      const next = line.findIndex(({ chatId }) => pacing.chatWaitMs(chatId, nowMs) === 0);
      const [first] = line.splice(next, 1);
      if (first === undefined) return;
      pacing.went(first.chatId, nowMs);
      first.leave(true);
    }
  }

  /** Until the first chat in line has rested; infinite when the line is empty. */
  function soonest(nowMs: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { chatId } of line) {
      least = Math.min(least, pacing.chatWaitMs(chatId, nowMs));
      if (least === 0) break;
    }
    return least;
  }

  return {
    pass(chatId, ahead) {
      if (closed || rests()) return Promise.resolve(false);
      return new Promise((leave) => {
        const place = ahead ? line.findLastIndex((other) => other.ahead) + 1 : line.length;
        line.splice(place, 0, { chatId, ahead, leave });
        advance();
      });
    },
    answered: (chatId) => pacing.answered(chatId, time.nowMs()),
    room() {
      if (rests()) return 0;
      const nowMs = time.nowMs();
      const ready = line.filter(({ chatId }) => pacing.chatWaitMs(chatId, nowMs) === 0).length;
      return ready > longest / 2 ? 0 : longest - ready;
    },
    resting: (aheadMs, surely) => pacing.resting(time.nowMs() + aheadMs, surely),
    rest(untilMs) {
      restedAtMs = Math.max(restedAtMs, untilMs);
      sendAway();
    },
    rests,
    close() {
      closed = true;
      sendAway();
    },
  };
}
