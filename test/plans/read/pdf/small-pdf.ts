/** Drawing commands in points from the top left corner of the page. */
export type Drawing = (height: number) => string;

export type SmallPage = {
  readonly drawings: readonly Drawing[];
  readonly width?: number;
  readonly height?: number;
  /** Quarter turns of the page, in degrees. */
  readonly rotate?: number;
};

/** "every": letters of any language, each half as wide as high; "tcvn3", "vni": an old font with one byte a letter. */
export type SmallFont = "every" | "tcvn3" | "vni";
const FONTS: Readonly<Record<SmallFont, string>> = { every: "F1", tcvn3: "F2", vni: "F3" };

const hex = (text: string, bytes: 1 | 2): string =>
  Array.from({ length: text.length }, (_, at) =>
    text
      .charCodeAt(at)
      .toString(16)
      .padStart(bytes * 2, "0"),
  ).join("");

/** Words whose first letter stands at `left` on the baseline. `slope` turns them, in degrees. */
export const words =
  (left: number, baseline: number, text: string, { size = 12, font = "every" as SmallFont, slope = 0 } = {}): Drawing =>
  (height) => {
    const turn = (slope * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn).toFixed(4), Math.sin(turn).toFixed(4)];
    const matrix = `${cos} ${sin} ${-Number(sin)} ${cos} ${left} ${height - baseline}`;
    return `BT /${FONTS[font]} ${size} Tf ${matrix} Tm <${hex(text, font === "every" ? 2 : 1)}> Tj ET`;
  };

/** A filled box; a thin one is how word processors draw rules. */
export const box =
  (left: number, top: number, width: number, tall: number): Drawing =>
  (height) =>
    `${left} ${height - top - tall} ${width} ${tall} re f`;

/** A stroke from one point to another. */
export const stroke =
  (left: number, top: number, right: number, bottom: number): Drawing =>
  (height) =>
    `${left} ${height - top} m ${right} ${height - bottom} l S`;

/** The rules of a table of plain cells, drawn cell by cell as thin boxes. */
export const ruledCells = (columns: readonly number[], rows: readonly number[]): Drawing[] =>
  rows.flatMap((top, row) =>
    columns.flatMap((left, column) => {
      const right = columns[column + 1];
      const bottom = rows[row + 1];
      return [
        ...(right === undefined ? [] : [box(left, top, right - left, 0.5)]),
        ...(bottom === undefined ? [] : [box(left, top, 0.5, bottom - top)]),
      ];
    }),
  );

/** A picture of one grey dot over the whole page, as a scanner leaves it. */
export const picture: Drawing = (height) => `q 595 0 0 ${height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q`;

const stream = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
const TO_UNICODE =
  "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end";

const oldFont = (name: string): string =>
  `<< /Type /Font /Subtype /TrueType /BaseFont /${name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [${"500 ".repeat(224)}] >>`;

/** A PDF of the given pages, A4 unless they say otherwise. */
export function smallPdf(pages: readonly SmallPage[]): Uint8Array {
  const first = 7;
  const kids = pages.map((_, at) => `${first + 2 * at} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /Resources << /Font << /F1 3 0 R /F2 5 0 R /F3 6 0 R >> >> >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>] >>`,
    stream(TO_UNICODE),
    oldFont(".VnTime"),
    oldFont("VNI-Times"),
    ...pages.flatMap(({ drawings, width = 595, height = 842, rotate = 0 }, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${first + 2 * at + 1} 0 R >>`,
      stream(drawings.map((drawing) => drawing(height)).join("\n")),
    ]),
  ];
  const parts = ["%PDF-1.7\n"];
  let length = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const [at, body] of objects.entries()) {
    const object = `${at + 1} 0 obj\n${body}\nendobj\n`;
    offsets.push(length);
    length += object.length;
    parts.push(object);
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(`xref\n0 ${size}\n0000000000 65535 f \n${entries}`);
  parts.push(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`);
  return Uint8Array.from(Buffer.from(parts.join(""), "latin1"));
}
