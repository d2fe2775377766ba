import { foldBare, foldWords } from "../domain/fold-vietnamese.ts";
import { groupKey, shortSpellings, tightName } from "./unit-spellings.ts";

/** The units and groups an administrator keeps. */
export type UnitRegistry = {
  readonly units: readonly {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly shortName: string | null;
    readonly aliases: readonly string[];
  }[];
  readonly groups: readonly {
    readonly id: number;
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly unitIds: readonly number[];
  }[];
};

/** A name of the plan with the unit or group it means; both null when none bears it. */
export type ResolvedName = {
  readonly written: string;
  readonly unitId: number | null;
  readonly groupId: number | null;
};

/** A name that no unit or group bears. `proposals` are codes of units and names of groups that are nearly it; a person decides. */
export type UnresolvedUnit = { readonly written: string; readonly proposals: readonly string[] };

export type ResolvedUnits = { readonly units: readonly ResolvedName[]; readonly unresolved: readonly UnresolvedUnit[] };

/** Two names are near when this share of their words is common. */
const NEAR_SHARE = 0.7;
const MOST_PROPOSALS = 3;
/** "các sở, ban, ngành" and "sở, ban, ngành" name the same group. */
const DETERMINER = /^(?:tất cả các|toàn thể các|các|những)\s/;

type Known = { readonly unitId: number | null; readonly groupId: number | null; readonly shownAs: string };
type Names = {
  readonly exact: Map<string, Known[]>;
  /** By the first letters of the name, as offices shorten it. */
  readonly short: Map<string, Known[]>;
  /** Groups by what they list, in any order. */
  readonly listed: Map<string, Known[]>;
  readonly bare: Map<string, Known[]>;
};

const keyOf = (name: string): string => foldWords(name.replaceAll("&", " và ")).replace(DETERMINER, "");

function learn(names: Names, spellings: readonly (string | null)[], known: Known): void {
  for (const exact of new Set(spellings.map((name) => keyOf(name ?? "")))) {
    if (exact === "") continue;
    add(names.exact, exact, known);
    add(names.bare, foldBare(exact), known);
  }
}

const add = (map: Map<string, Known[]>, key: string, known: Known): void => {
  const others = map.get(key) ?? [];
  if (!others.includes(known)) map.set(key, [...others, known]);
};

const indexes = new WeakMap<UnitRegistry, Names>();

/** The registry's names, folded once. */
function namesOf(registry: UnitRegistry): Names {
  const ready = indexes.get(registry);
  if (ready !== undefined) return ready;
  const names: Names = { exact: new Map(), short: new Map(), listed: new Map(), bare: new Map() };
  for (const { id, code, name, shortName, aliases } of registry.units) {
    const known = { unitId: id, groupId: null, shownAs: code };
    learn(names, [name, shortName, code, ...aliases], known);
    for (const short of [name, ...aliases].flatMap(shortSpellings)) add(names.short, short, known);
  }
  for (const { id, name, aliases } of registry.groups) {
    const known = { unitId: null, groupId: id, shownAs: name };
    learn(names, [name, ...(aliases ?? [])], known);
    for (const listed of [name, ...(aliases ?? [])]) add(names.listed, groupKey(listed), known);
  }
  indexes.set(registry, names);
  return names;
}

function sharedWords(a: readonly string[], b: readonly string[]): number {
  const right = new Set(b);
  return a.filter((word) => right.has(word)).length / Math.max(a.length, b.length);
}

/** Names that have the same letters without accents, else most of the words in common. */
function proposalsFor(written: string, names: Names): string[] {
  const bare = foldBare(keyOf(written));
  const same = names.bare.get(bare);
  const words = bare.split(" ");
  const near =
    same ??
    [...names.bare]
      .map(([name, known]) => ({ known, share: sharedWords(words, name.split(" ")) }))
      .filter(({ share }) => share >= NEAR_SHARE)
      .sort((a, b) => b.share - a.share)
      .flatMap(({ known }) => known);
  return [...new Set(near.map(({ shownAs }) => shownAs))].slice(0, MOST_PROPOSALS);
}

/**
 * Finds what the names in a plan mean: a unit by name, short name, code, alias or the first letters of its name ("Sở TT&TT"), a
 * group by its name or what it lists, after NFC, lower case, tone placement (uỷ = ủy) and punctuation. A name that two share, or that fits only without accents, stays open:
 * it is never silently chosen. `units` has every written name, in order.
 */
export function resolveUnits(written: readonly string[], registry: UnitRegistry): ResolvedUnits {
  const names = namesOf(registry);
  const units: ResolvedName[] = [];
  const unresolved: UnresolvedUnit[] = [];
  for (const name of written) {
    const found =
      names.exact.get(keyOf(name)) ?? names.short.get(tightName(name)) ?? names.listed.get(groupKey(name)) ?? [];
    const only = found.length === 1 ? found[0] : undefined;
    units.push({ written: name, unitId: only?.unitId ?? null, groupId: only?.groupId ?? null });
    if (only === undefined) unresolved.push({ written: name, proposals: proposalsFor(name, names) });
  }
  return { units, unresolved };
}
