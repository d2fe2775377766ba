import { expect, test } from "vitest";
import { readPlanBytes } from "../../../../src/plans/read/read-plan.ts";
import { REVIEW_REASONS } from "../../../../src/plans/read/review-reasons.ts";
import { wordFile, wordParagraph, wordPart, wordRun } from "../small-docx.ts";

const reference = (kind: "footnote" | "endnote"): string => `<w:r><w:${kind}Reference w:id="1"/></w:r>`;
const withNote = (text: string, kind: "footnote" | "endnote"): string =>
  `<w:p>${wordRun(text)}${reference(kind)}</w:p>`;
const NOTES = wordPart("w:footnotes", `<w:footnote w:id="1">${wordParagraph("Trước ngày 30/9/2026.")}</w:footnote>`);

/** Which tasks are to be looked at for a note. */
async function lookedFor(body: string): Promise<boolean[]> {
  const file = wordFile(wordParagraph("KẾ HOẠCH") + wordParagraph("Chăm sóc vườn tre năm 2026") + body, {
    more: { "word/footnotes.xml": NOTES },
  });
  const { tasks } = await readPlanBytes(file, "vuon-tre.docx");
  return tasks.map(({ needsReview }) => needsReview.includes(REVIEW_REASONS["note-unread"]));
}

test("a task on which a footnote or endnote hangs is to be looked at, since a note is not read", async () => {
  const tasks = [
    wordParagraph("1. Tổ Vườn chủ trì lập sổ trước ngày 15/6/2026."),
    withNote("2. Tổ Xe chủ trì sửa xe trước ngày 15/6/2026.", "footnote"),
    withNote("3. Tổ Cá chủ trì thả cá trước ngày 15/6/2026.", "endnote"),
    wordParagraph("4. Tổ Lúa chủ trì làm đất và"),
    withNote("gieo mạ trước ngày 15/6/2026.", "footnote"),
  ];
  expect(await lookedFor(tasks.join(""))).toEqual([false, true, true, true]);
});

test("so is the row of a table", async () => {
  const row = (...cells: string[]): string => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join("")}</w:tr>`;
  const plain = (...texts: string[]): string => row(...texts.map(wordParagraph));
  const noted = row(...["2", "Sửa xe", "Tổ Xe"].map(wordParagraph), withNote("20/6/2026", "footnote"));
  const rows = [plain("TT", "Nội dung", "Chủ trì", "Thời hạn"), plain("1", "Lập sổ", "Tổ Vườn", "15/6/2026"), noted];
  expect(await lookedFor(`<w:tbl>${rows.join("")}</w:tbl>`)).toEqual([false, true]);
});
