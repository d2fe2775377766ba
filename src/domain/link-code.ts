/** Letters and digits that nobody takes for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const ALPHABET = "34679ACDEFGHJKMNPQRTWXY";

const LENGTH = 8;
export const LINK_CODE_VALID_HOURS = 48;
export const MAX_LINK_FAILURES = 5;

/** How many random bytes `makeLinkCode` may need at most. */
export const LINK_CODE_BYTES = 64;

/**
 * Eight characters from random bytes (at least `LINK_CODE_BYTES` of them), each equally likely. 23^8 codes: with five tries a
 * guess succeeds less than once in ten thousand million.
 */
export function makeLinkCode(randomBytes: Uint8Array): string {
  const fair = 256 - (256 % ALPHABET.length);
  const letters = [...randomBytes].filter((byte) => byte < fair).map((byte) => ALPHABET[byte % ALPHABET.length]);
  if (letters.length < LENGTH) throw new Error(`a link code needs ${LINK_CODE_BYTES} random bytes`);
  return letters.slice(0, LENGTH).join("");
}

/** ABCD-EFGH: how a code is printed. */
export const printLinkCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code somebody typed, whatever its case, spaces and dashes; null when it is not of the form of a code. */
export function normalizeLinkCode(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, "");
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}
