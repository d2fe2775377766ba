/** A table of allowed moves: from each state, the states it may become. */
export type Moves<State extends string> = Readonly<Record<State, readonly State[]>>;

/** A state was to become another that its table does not allow. */
export class ForbiddenMove extends Error {
  readonly from: string;
  readonly to: string;

  constructor(from: string, to: string) {
    super(`${from} may not become ${to}`);
    this.name = "ForbiddenMove";
    this.from = from;
    this.to = to;
  }
}

/** The new state. @throws ForbiddenMove */
export function move<State extends string>(moves: Moves<State>, from: State, to: State): State {
  if (!moves[from].includes(to)) throw new ForbiddenMove(from, to);
  return to;
}
