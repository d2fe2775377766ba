import { type Message, printedBody } from "../../src/delivery/message.ts";

/** A parameter of the kind "custom label" takes 30 characters, one of the kind "paragraph" 400. */
const LONGEST_TITLE = 30;
const LONGEST_CONTENT = 400;

const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/**
 * The parameters of the approved template: it must have `title` (up to 30 characters) and `content` (up to 400). Both
 * are never empty; what is longer ends in "…".
 */
export function templateData(message: Pick<Message, "title" | "body" | "offer" | "details">): Record<string, string> {
  const content = oneSpaced(message.body) === "" ? "…" : oneSpaced(printedBody({ ...message, details: "" }));
  return {
    title: cutTo(oneSpaced(message.title ?? message.body) || "…", LONGEST_TITLE),
    content: cutTo(content, LONGEST_CONTENT),
  };
}

/** Cuts between graphemes, and says that something was cut. */
export function cutTo(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > longest - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A parameter holds no line breaks. */
const oneSpaced = (text: string): string => text.replace(/\s+/g, " ").trim();
