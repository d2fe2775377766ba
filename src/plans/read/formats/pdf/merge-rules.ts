import type { Rule } from "./page-rules.ts";

/** Strokes this close to each other are drawn as one line, or one after the other as one. */
const BESIDE = 1.5;
const APART = 3;
/** A shorter one is a dash of an underline or a corner, not the edge of a cell. */
const SHORTEST = 5;

function joined(line: readonly Rule[]): Rule[] {
  const whole: Rule[] = [];
  for (const rule of [...line].sort((one, other) => one.from - other.from)) {
    const last = whole.at(-1);
    if (last !== undefined && rule.from - last.to <= APART)
      whole[whole.length - 1] = { ...last, to: Math.max(last.to, rule.to) };
    else whole.push(rule);
  }
  return whole.filter(({ from, to }) => to - from >= SHORTEST);
}

/** Puts together what a program drew cell by cell, dash by dash or dot by dot. */
export function mergeRules(rules: readonly Rule[]): Rule[] {
  const merged: Rule[] = [];
  let line: Rule[] = [];
  for (const rule of [...rules].sort((one, other) => one.at - other.at)) {
    const first = line[0];
    if (first !== undefined && rule.at - first.at > BESIDE) {
      merged.push(...joined(line));
      line = [];
    }
    line.push(rule);
  }
  return [...merged, ...joined(line)];
}
