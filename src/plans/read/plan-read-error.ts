/**
 * Why a file cannot be read as a plan:
 * - `missing`: no such file, or not a file
 * - `empty`: nothing to read in it
 * - `too-large`: more bytes than `accepted`
 * - `expands-too-far`: a small archive that unpacks to more than `accepted` bytes
 * - `wrong-kind`: an ending that is not read, or contents that belong to another ending
 * - `damaged`: the right kind, but broken
 * - `no-text`: pages without words, such as a scan
 * - `password`: locked with a password
 * - `macros`: a file that carries programs (.docm, .xlsm)
 * - `secret`: stamped Mật, Tối mật or Tuyệt mật; such a plan must not enter chat
 */
export type PlanReadCode =
  | "missing"
  | "empty"
  | "too-large"
  | "expands-too-far"
  | "wrong-kind"
  | "damaged"
  | "no-text"
  | "password"
  | "macros"
  | "secret";

export class PlanReadError extends Error {
  readonly code: PlanReadCode;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** What was found: a size, an ending, a stamp. */
  readonly seen: string;
  /** What would have been accepted; empty when nothing would. */
  readonly accepted: string;

  constructor(code: PlanReadCode, facts: { readonly file: string; readonly seen: string; readonly accepted?: string }) {
    const accepted = facts.accepted ?? "";
    super(`${facts.file}: ${code}, saw ${facts.seen}${accepted === "" ? "" : `, accepted: ${accepted}`}`);
    this.name = "PlanReadError";
    this.code = code;
    this.file = facts.file;
    this.seen = facts.seen;
    this.accepted = accepted;
  }
}
