/** The pair of tokens of a platform that renews them; the old pair is dead once a new one is given. */
export type TokenPair = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessExpiresAt: Date;
};

/** Keeps one pair for all processes, encrypted. */
export type TokenKeeper = {
  /** null before the first pair. */
  read(): Promise<TokenPair | null>;
  /**
   * Renews the pair in one process at a time: under a lease it reads again, and only when the stored access token is still `spent`
   * (null: none was stored) calls `renew` with the stored pair; the new pair is committed before this resolves. The other
   * processes wait for that pair. Rejects with what `renew` rejects, and keeps the old pair then.
   */
  renew(spent: string | null, renew: (stored: TokenPair | null) => Promise<TokenPair>): Promise<TokenPair>;
};
