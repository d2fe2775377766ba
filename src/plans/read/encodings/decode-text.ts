import { detectLegacy, fromLegacy, fromTcvn3, fromVni } from "./legacy-encodings.ts";
import { isVietnameseSyllable } from "./vietnamese-syllable.ts";
import { fromViscii } from "./viscii.ts";

/** Text in NFC and what it was written in: "utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni" or "viscii". */
export type DecodedText = { readonly text: string; readonly encoding: string };

/**
 * The text of a file: UTF-8 or UTF-16 with or without their mark, else the Vietnamese encoding of before Unicode in which its
 * words are Vietnamese. Letters of TCVN3 and VNI fonts that were saved as UTF-8 or UTF-16 are found too. Null when it is none
 * of these, or holds what no text has.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const decoded = fromUnicode(bytes) ?? fromBytes(bytes);
  return decoded === null || holdsControl(decoded.text) ? null : { ...decoded, text: decoded.text.normalize("NFC") };
}

function fromUnicode(bytes: Uint8Array): DecodedText | null {
  const encoding = unicodeOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    const legacy = detectLegacy(text);
    return legacy === null ? { text, encoding } : { text: fromLegacy(text, legacy), encoding: legacy };
  } catch {
    return null;
  }
}

const SAMPLE_BYTES = 1024;

function unicodeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Spaces, digits and plain letters are ASCII: in UTF-16 every other byte of them is zero.
  const start = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = (offset: number) => start.filter((byte, index) => index % 2 === offset && byte === 0).length;
  if (zeros(1) > start.length / 5) return "utf-16le";
  if (zeros(0) > start.length / 5) return "utf-16be";
  return "utf-8";
}

const western = (bytes: Uint8Array): string => new TextDecoder("windows-1252").decode(bytes);
/** In the order in which the more usual wins a tie. */
const DECODERS: readonly (readonly [string, (bytes: Uint8Array) => string])[] = [
  ["windows-1258", (bytes) => new TextDecoder("windows-1258").decode(bytes).normalize("NFC")],
  ["tcvn3", (bytes) => fromTcvn3(western(bytes))],
  ["vni", (bytes) => fromVni(western(bytes))],
  ["viscii", fromViscii],
];

/** Enough to know a text by. */
const JUDGED_BYTES = 100_000;
const LEAST_SHARE = 0.8;
const FEWEST_WORDS = 2;

function fromBytes(bytes: Uint8Array): DecodedText | null {
  // No encoding of one byte a letter has a zero.
  if (bytes.includes(0)) return null;
  const judged = bytes.subarray(0, JUDGED_BYTES);
  let best: (typeof DECODERS)[number] | null = null;
  let mostWords = FEWEST_WORDS - 1;
  for (const decoder of DECODERS) {
    const words = vietnameseWords(decoder[1](judged));
    if (words <= mostWords) continue;
    best = decoder;
    mostWords = words;
  }
  return best === null ? null : { text: best[1](bytes), encoding: best[0] };
}

/** How many words with letters outside ASCII are Vietnamese; 0 when a fifth of them is not, or the text holds what none has. */
function vietnameseWords(text: string): number {
  const words = (text.match(/[A-Za-z\u00a1-\u1eff]+/g) ?? []).filter((word) => /[^A-Za-z]/.test(word));
  const found = words.filter(isVietnameseSyllable).length;
  return holdsControl(text) || found < words.length * LEAST_SHARE ? 0 : found;
}

/** Anything below a space but tab, line ends and form feed. */
function holdsControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && (code < 0x09 || code > 0x0d)) return true;
  }
  return false;
}
