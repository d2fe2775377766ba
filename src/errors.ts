/**
 * A message could not be sent or a file not fetched. `outcome` says what the caller can do:
 * - `later`: nothing was sent; try again, not before `retryAfterMs` when the platform named a time
 * - `never`: this chat will not take it (`blocked`, `unknown-chat`, `window-closed`, `moved` …); trying again there is useless
 * - `set-up`: the bot's own set-up is wrong (token, permission); a person has to mend it
 * - `unknown`: the platform did not answer, so it may have been sent
 */
export class ChannelError extends Error {
  readonly outcome: "later" | "never" | "set-up" | "unknown";
  /** A short stable word such as `blocked`, `unknown-chat`, `too-many-requests`, `bad-token`, `no-answer`. */
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** The chat's new id, when the platform moved it (code `moved`). */
  readonly movedTo: string | null;

  constructor(
    outcome: ChannelError["outcome"],
    code: string,
    retryAfterMs: number | null = null,
    movedTo: string | null = null,
  ) {
    super(`${code} (${outcome})`);
    this.name = "ChannelError";
    this.outcome = outcome;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.movedTo = movedTo;
  }
}

export type Facts = Readonly<Record<string, string | number>>;

/**
 * Something was asked that cannot be done: bad input, a missing thing, a state that does not allow it. Nothing was changed.
 * `code` chooses the sentence in `texts`, `facts` fill it: the place, what was seen, what is accepted.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, facts: Facts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = "Refusal";
    this.code = code;
    this.facts = facts;
  }
}
