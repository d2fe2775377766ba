import { listAt, textAt, valueAt } from "./payload.ts";

/** Slack knows three control characters in `text`; escaped, they call nobody and link nothing (docs.slack.dev, "Escaping text"). */
export const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const JOINER = "\u2060";

/**
 * A person's words as a text object. Slack makes no bold, link, emoji or mention of `plain_text`; what would be a mention
 * elsewhere gets an invisible joiner besides, so that it calls nobody wherever the words are carried to.
 */
export const plainText = (text: string) => ({ type: "plain_text" as const, text: defused(text), emoji: false });

const defused = (text: string): string => text.replace(/<(?=[!@#])/g, `<${JOINER}`);

/** At least as long as `plainText` makes it, in UTF-16 units; additive, as splitting wants it. */
export const plainLength = (text: string): number => text.length + text.split("<").length - 1;

const unescapeText = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * What a person typed, as they saw it: links and mentions by what was shown, entities and emoji as characters again.
 * `blocks` are those of the same message: they say which character an `:emoji:` code stands for.
 */
export function typedWords(text: string, blocks: unknown): string {
  let words = text.replace(/<([^<>]+)>/g, (_, reference: string) => shownAs(reference));
  for (const [code, character] of emojiIn(blocks)) words = words.replaceAll(code, character);
  return unescapeText(words);
}

function shownAs(reference: string): string {
  const [target = "", label] = reference.split("|", 2);
  const sign = /^[@#]/.exec(target)?.[0] ?? "";
  if (label !== undefined && label !== "") return label.startsWith(sign) ? label : `${sign}${label}`;
  if (target.startsWith("!")) return `@${target.slice(1)}`;
  return target.replace(/^mailto:/, "");
}

const DEEPEST = 8;

/** Emoji of a rich text by their codes; those of a workspace's own have no character and stay codes. */
function emojiIn(part: unknown, depth = 0, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (depth > DEEPEST) return found;
  if (Array.isArray(part)) for (const one of part) emojiIn(one, depth + 1, found);
  else if (textAt(part, "type") === "emoji") {
    const tone = valueAt(part, "skin_tone");
    const character = characterOf(textAt(part, "unicode"));
    const code = `:${textAt(part, "name")}:${typeof tone === "number" ? `:skin-tone-${tone}:` : ""}`;
    if (character !== null) found.set(code, character);
  } else emojiIn(listAt(part, "elements"), depth + 1, found);
  return found;
}

/** "1f44d-1f3fc" → the emoji; null when it is not of that form. */
function characterOf(unicode: string): string | null {
  if (!/^[\da-f]{2,6}(-[\da-f]{2,6})*$/i.test(unicode)) return null;
  const points = unicode.split("-").map((hex) => Number.parseInt(hex, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}
