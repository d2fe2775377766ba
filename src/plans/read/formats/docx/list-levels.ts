import { fontOf } from "./styles.ts";
import { isOn, readXml, whole, type XmlAttributes } from "./xml-part.ts";

/** One level of a list as `w:lvl` describes it. */
export type ListLevel = {
  start: number;
  /** `w:numFmt`, such as "decimal" or "bullet". */
  format: string;
  /** "%1.%2." with places for the numbers of the levels; a bullet's sign. */
  text: string;
  /** All places are written in plain digits. */
  legal: boolean;
  /** Starts again after a paragraph of a level below this number; 0 for never, null for any higher level. */
  restart: number | null;
  /** The paragraph style that belongs to this level. */
  style: string | null;
  font: string | null;
  /** What parts number and text: "tab", "space" or "nothing". */
  suffix: string;
};

/** What one list changes in the levels it borrows. */
type Override = { start: number | null; level: ListLevel | null };

/** The levels that several lists (`w:num`) share, and with them their counting. */
type SharedLevels = { levels: Map<number, ListLevel>; linkedStyle: string | null; ownStyle: string | null };
type List = { shared: string; overrides: Map<number, Override> };

export type Lists = {
  /** Key of the levels a list counts on, or null when there is no such list. */
  counterOf(listId: number): string | null;
  level(listId: number, level: number): ListLevel | null;
  /** Number the list sets a level to when it is first used, or null. */
  restartAt(listId: number, level: number): number | null;
  /** The level of the list that belongs to one of these styles, or null. */
  levelOfStyle(listId: number, styles: readonly string[]): number | null;
};

const LEVELS = 9;
const LARGEST_START = 32_767;
const LONGEST_TEXT = 255;

/** Files that leave out `w:start` mean the first number, whatever the standard's own default of nought. */
const newLevel = (): ListLevel => ({
  start: 1,
  format: "decimal",
  text: "",
  legal: false,
  restart: null,
  style: null,
  font: null,
  suffix: "tab",
});

function readLevel(level: ListLevel, name: string, attributes: XmlAttributes): void {
  const { val } = attributes;
  if (name === "w:start") level.start = whole(val, 0, LARGEST_START) ?? 1;
  else if (name === "w:numFmt") level.format = val ?? "decimal";
  else if (name === "w:lvlText") level.text = (val ?? "").slice(0, LONGEST_TEXT);
  else if (name === "w:isLgl") level.legal = isOn(val);
  else if (name === "w:lvlRestart") level.restart = whole(val, 0, LEVELS);
  else if (name === "w:pStyle") level.style = val ?? null;
  else if (name === "w:suff") level.suffix = val ?? "tab";
  else if (name === "w:rFonts") level.font = fontOf(attributes) ?? level.font;
  else if (name === "w:lvlPicBulletId" && level.text === "") level.text = "•";
}

function lookUp(shared: ReadonlyMap<string, SharedLevels>, lists: ReadonlyMap<number, List>): Lists {
  const byStyle = new Map([...shared].flatMap(([key, { ownStyle }]) => (ownStyle === null ? [] : [[ownStyle, key]])));
  /** A list may borrow its levels by the name of a list style. */
  const counterOf = (listId: number): string | null => {
    const key = lists.get(listId)?.shared;
    const found = key === undefined ? undefined : shared.get(key);
    if (key === undefined || found === undefined) return null;
    return found.linkedStyle === null ? key : (byStyle.get(found.linkedStyle) ?? key);
  };
  const level = (listId: number, at: number): ListLevel | null =>
    lists.get(listId)?.overrides.get(at)?.level ?? shared.get(counterOf(listId) ?? "")?.levels.get(at) ?? null;
  return {
    counterOf,
    level,
    restartAt: (listId, at) => lists.get(listId)?.overrides.get(at)?.start ?? null,
    levelOfStyle: (listId, styles) => {
      for (const style of styles)
        for (let at = 0; at < LEVELS; at += 1) if (level(listId, at)?.style === style) return at;
      return null;
    },
  };
}

/** Reads `word/numbering.xml`; null for a document without one. Throws DamagedPart. */
export function readLists(part: Buffer | null): Lists {
  const shared = new Map<string, SharedLevels>();
  const lists = new Map<number, List>();
  let levels: SharedLevels | null = null;
  let list: List | null = null;
  let override: Override | null = null;
  let level: ListLevel | null = null;

  const open = (name: string, attributes: XmlAttributes): boolean => {
    const { val } = attributes;
    const at = whole(attributes.ilvl, 0, LEVELS - 1);
    if (name === "w:abstractNum") {
      levels = { levels: new Map(), linkedStyle: null, ownStyle: null };
      shared.set(attributes.abstractNumId ?? "", levels);
    } else if (name === "w:num") {
      list = { shared: "", overrides: new Map() };
      lists.set(whole(attributes.numId, 0, 999_999_999) ?? 0, list);
    } else if (name === "w:lvlOverride" && list !== null && at !== null) {
      override = { start: null, level: null };
      list.overrides.set(at, override);
    } else if (name === "w:lvl" && at !== null) {
      level = newLevel();
      if (override !== null) override.level = level;
      else levels?.levels.set(at, level);
    } else if (level !== null) readLevel(level, name, attributes);
    else if (name === "w:startOverride" && override !== null) override.start = whole(val, 0, LARGEST_START);
    else if (name === "w:abstractNumId" && list !== null) list.shared = val ?? "";
    else if (name === "w:numStyleLink" && levels !== null) levels.linkedStyle = val ?? null;
    else if (name === "w:styleLink" && levels !== null) levels.ownStyle = val ?? null;
    return true;
  };
  const close = (name: string): void => {
    if (name === "w:abstractNum") levels = null;
    else if (name === "w:num") list = null;
    else if (name === "w:lvlOverride") override = null;
    else if (name === "w:lvl") level = null;
  };
  if (part !== null) readXml(part, { open, close, text: () => {} });
  return lookUp(shared, lists);
}
