import type { Feature } from "write-excel-file/node";
import {
  getOrderOfSiblings,
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from "write-excel-file/utility";
import { columnLetters } from "./sheet-marks.ts";

/** A drop-down of one column; rows count from 1. */
export type DropDown = {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** The choices as a formula: `"a,b"` or a range of another sheet. Null: no list, only the hint. */
  readonly choices: string | null;
  /** True: nothing but a choice may be typed. */
  readonly strict: boolean;
  /** Shown beside the cell. */
  readonly hint: string;
};

const WORKSHEET = "xl/worksheets/sheet{id}.xml";

const within = (xml: string, element: string): string =>
  insertElementMarkupAccordingToOrderOfSiblings(
    xml,
    element,
    getOrderOfSiblings(WORKSHEET, "worksheet") ?? [],
    "worksheet",
  );

function dropDownXml({ column, firstRow, lastRow, choices, strict, hint }: DropDown): string {
  const letters = columnLetters(column);
  const list = choices === null ? "" : ` type="list"`;
  const formula = choices === null ? "" : `<formula1>${sanitizeTextContent(choices)}</formula1>`;
  return `<dataValidation${list} allowBlank="1" showInputMessage="1" showErrorMessage="${strict ? 1 : 0}" error="${sanitizeAttributeValue(hint)}" prompt="${sanitizeAttributeValue(hint)}" sqref="${letters}${firstRow}:${letters}${lastRow}">${formula}</dataValidation>`;
}

/** Drop-downs and hints for the cells of one sheet. */
export const dropDowns = (sheet: string, lists: readonly DropDown[]) =>
  ({
    files: {
      transform: {
        [WORKSHEET]: {
          transform: (xml: string, options: { sheet?: string }) =>
            options.sheet !== sheet || lists.length === 0
              ? xml
              : within(
                  xml,
                  `<dataValidations count="${lists.length}">${lists.map(dropDownXml).join("")}</dataValidations>`,
                ),
        },
      },
    },
  }) satisfies Feature<never>;

/** Buttons to sort and filter by; the head is printed on every page, and a page is as wide as the sheet. */
export function filterAndPrint(
  sheet: string,
  { columns, rows, index }: { columns: number; rows: number; index: number },
) {
  const area = `$A$1:$${columnLetters(columns)}$${Math.max(rows, 2)}`;
  const name = sanitizeTextContent(`'${sheet.replaceAll("'", "''")}'`);
  const names = `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${name}!${area}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="${index}">${name}!$1:$1</definedName></definedNames>`;
  return {
    files: {
      transform: {
        [WORKSHEET]: {
          transform: (xml: string, options: { sheet?: string }) => {
            if (options.sheet !== sheet) return xml;
            const filtered = within(xml, getSelfClosingTagMarkup("autoFilter", { ref: area.replaceAll("$", "") }));
            return within(filtered, `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`);
          },
          transformElementAttributes: (
            tag: string,
            attributes: Record<string, string | number>,
            _index: number | undefined,
            options: { sheet?: string },
          ) => (tag === "pageSetup" && options.sheet === sheet ? { ...attributes, fitToHeight: 0 } : attributes),
        },
        "xl/workbook.xml": {
          transform: (xml: string) =>
            xml
              .replace(/<definedNames\s*\/>|<definedNames>\s*<\/definedNames>/, "")
              .replace("</sheets>", `</sheets>${names}`),
        },
      },
    },
  } satisfies Feature<never>;
}

/** A sheet that is not shown. */
export const hiddenSheet = (sheet: string) =>
  ({
    files: {
      transform: {
        "xl/workbook.xml": {
          transformElementAttributes: (tag: string, attributes: Record<string, string | number>) =>
            tag === "sheet" && attributes.name === sheet ? { ...attributes, state: "hidden" } : attributes,
        },
      },
    },
  }) satisfies Feature<never>;
