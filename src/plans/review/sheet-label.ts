import { isLanguage, LANGUAGES, type Language, type Texts, textsIn } from "../../texts/texts.ts";
import { openWorkbook, type WorkbookSheet } from "./open-workbook.ts";

/** The hidden sheet that says what a workbook is. */
export const LABEL_SHEET = "nhacviec";
const LABEL = "nhacviec plan review 1";

/** Which draft a sheet was made of, as it stood then. */
export type SheetLabel = { readonly planId: number; readonly fingerprint: string; readonly language: Language };

/** The rows of the hidden sheet. */
export const labelRows = ({ planId, fingerprint, language }: SheetLabel): readonly (readonly string[])[] => [
  [LABEL],
  ["plan", String(planId)],
  ["draft", fingerprint],
  ["language", language],
];

/** The label of a workbook; null when it is no review sheet. */
export function readLabel(sheets: readonly WorkbookSheet[]): SheetLabel | null {
  const rows = sheets
    .find(({ name }) => name === LABEL_SHEET)
    ?.rows.map((row) => row.map((cell) => String(cell ?? "")));
  if (rows?.[0]?.[0] !== LABEL) return null;
  const said = new Map(rows.slice(1).map(([key = "", value = ""]) => [key, value]));
  const planId = said.get("plan") ?? "";
  if (!/^\d{1,9}$/.test(planId)) return null;
  const language = said.get("language");
  return {
    planId: Number(planId),
    fingerprint: said.get("draft") ?? "",
    language: isLanguage(language) ? language : "vi",
  };
}

/** Which language these sentences are. */
export const languageOf = (texts: Texts): Language =>
  LANGUAGES.find((language) => textsIn(language, language) === texts) ?? "vi";

/** The plan a file reviews, or null when it is no review sheet, or no spreadsheet at all. Never throws. */
export async function sheetPlanId(bytes: Uint8Array): Promise<number | null> {
  try {
    return readLabel(await openWorkbook(bytes, ""))?.planId ?? null;
  } catch {
    return null;
  }
}
