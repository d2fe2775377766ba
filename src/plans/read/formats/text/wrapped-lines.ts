import { markerOf } from "../../outline/numbering.ts";

/**
 * The lines of a cell as its text. A line that ends because the next word does not fit into the cell (`width` in letters) goes
 * on; another line end stays.
 */
export function wrappedLines(lines: readonly string[], width: number): string {
  let text = "";
  let last = "";
  for (const line of lines.map((words) => words.trim()).filter((words) => words !== "")) {
    const word = line.split(/\s/, 1)[0] ?? "";
    const wrapped =
      last !== "" && markerOf(line) === null && (last.length + 1 + word.length > width || /^\p{Ll}/u.test(line));
    text += text === "" ? line : `${wrapped ? " " : "\n"}${line}`;
    last = line;
  }
  return text;
}
