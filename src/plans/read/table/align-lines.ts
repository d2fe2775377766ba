import { readDeadline } from "../time/read-deadline.ts";
import type { TimeContext } from "../time/time-mention.ts";
import { startsLikeUnit } from "../units/unit-words.ts";
import type { ColumnRole } from "./columns.ts";

/** No row of a table has more lines; the rest stays in its last cell. */
const MOST_LINES = 40;

/** How well one line stands in a column of this role. */
function fits(line: string, role: ColumnRole | null, isTime: boolean): number {
  const unit = startsLikeUnit(line) || /^(?:[A-ZĐ]{2,8}|BGH|UBND)(?:$|[\s,;])/.test(line);
  switch (role) {
    case "lead":
    case "both":
    case "coord":
      return unit ? 3 : isTime ? -4 : line.length > 80 ? -2 : -0.5;
    case "time":
    case "start":
    case "end":
      return isTime ? 4 : unit ? -4 : /^theo\s/i.test(line) ? 1 : -2;
    case "task":
    case "group":
      return isTime && line.length < 40 ? -2 : line.length > 25 ? 1 : 0;
    default:
      return isTime && line.length < 30 ? -1.5 : unit ? -1 : 0.2;
  }
}

/** True when a line goes on with the one before it: it begins in lower case or with a mark, or the other is not finished. */
const goesOn = (line: string, before: string): boolean =>
  /^[\p{Ll}\-+•–(]/u.test(line) || /(?:[,;(–-]|\svà|\scủa)$/u.test(before);

/**
 * Gives the lines of a row to its columns from left to right; a cell may have several lines or none. The best of all ways by
 * what the lines look like (dynamic programming; lines × columns steps times the lines of one cell).
 */
export function alignLines(
  lines: readonly string[],
  roles: readonly (ColumnRole | null)[],
  time: TimeContext,
): string[] {
  const used = lines.slice(0, MOST_LINES);
  const times = used.map((line) => line.length < 90 && readDeadline(line, time).deadline.kind !== "none");
  type Way = { score: number; cut: number };
  // ways[column][line]: the best score when the columns before `column` hold the lines before `line`.
  const ways: Way[][] = [used.concat("").map((_, line) => ({ score: line === 0 ? 0 : -Infinity, cut: 0 }))];
  for (const [column, role] of roles.entries()) {
    const before = ways[column] as Way[];
    ways.push(
      before.map((_, end): Way => {
        let best: Way = {
          score:
            (before[end]?.score ?? -Infinity) - (role === "task" ? 6 : role === "lead" || role === "time" ? 0.8 : 0.4),
          cut: end,
        };
        let cell = 0;
        for (let start = end - 1; start >= 0; start -= 1) {
          const line = used[start] ?? "";
          const below = start + 1 < end ? (used[start + 1] ?? "") : null;
          cell +=
            fits(line, role, times[start] === true) * (below === null ? 1 : 0.5) -
            (below === null || goesOn(below, line) ? 0 : 1.2);
          const score = (before[start]?.score ?? -Infinity) + cell;
          if (score > best.score) best = { score, cut: start };
        }
        return best;
      }),
    );
  }
  const cells: string[] = [];
  let end = used.length;
  for (let column = roles.length; column > 0; column -= 1) {
    const start = ways[column]?.[end]?.cut ?? end;
    cells.unshift(used.slice(start, end).join("\n"));
    end = start;
  }
  const extra = lines.slice(MOST_LINES);
  return extra.length === 0
    ? cells
    : cells.map((cell, index) => (index === cells.length - 1 ? [cell, ...extra].join("\n") : cell));
}
