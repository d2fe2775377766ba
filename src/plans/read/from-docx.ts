import mammoth from "mammoth";
import { blocksOfHtml } from "./from-html.ts";
import { joinLines } from "./join-lines.ts";
import type { PlanSource } from "./source.ts";

/** Reads a .docx (Word) document: mammoth to HTML, HTML to blocks. Rejects when it is damaged. */
export async function fromDocx(bytes: Buffer): Promise<PlanSource> {
  const { value } = await mammoth.convertToHtml(
    { buffer: bytes },
    { convertImage: mammoth.images.imgElement(async () => ({ src: "" })), ignoreEmptyParagraphs: false },
  );
  return { blocks: joinLines(blocksOfHtml(value)) };
}
