import { addDays, type CalendarDate } from "../domain/calendar-date.ts";
import { changeSince, type Figures, figuresOf } from "../domain/figures.ts";
import { buildUnitTree } from "../domain/unit-tree.ts";
import type { IsoWeek } from "../domain/week.ts";
import type { StandingCount } from "../store/digest-rows.ts";
import type { WeekPicture } from "./gather.ts";

/** The figures of a plan, a unit or everything, and how they changed since the week before. */
export type DigestLine = { readonly figures: Figures; readonly change: Figures };

/** One week of one unit and those below it, in numbers. */
export type Digest = {
  readonly week: IsoWeek;
  readonly monday: CalendarDate;
  readonly sunday: CalendarDate;
  readonly unit: { readonly id: number; readonly code: string; readonly name: string } | null;
  readonly all: DigestLine;
  readonly plans: readonly (DigestLine & {
    readonly id: number;
    readonly number: string | null;
    readonly title: string;
  })[];
  /** In the order of their codes: a summary does not rank. */
  readonly units: readonly (DigestLine & { readonly id: number; readonly code: string; readonly name: string })[];
  /** The newest reporting cycle; null before the first, or when it asks nobody of this scope. */
  readonly reports: { readonly period: string; readonly asked: number; readonly submitted: number } | null;
};

/** Takes a unit's share out of the picture; `unitId` null: the whole organisation. */
export function digestOf(picture: WeekPicture, unitId: number | null): Digest {
  const tree = buildUnitTree(picture.units);
  const scope = new Set(unitId === null ? tree.ids : tree.ids.filter((id) => tree.isWithin(id, unitId)));
  const { monday } = picture;
  const standing = picture.standing.filter((row) => scope.has(row.unitId));
  const before = picture.before.filter((row) => scope.has(row.unitId));
  const line = (belongs: (row: StandingCount) => boolean): DigestLine => {
    const figures = figuresOf(standing.filter(belongs), monday);
    return { figures, change: changeSince(figures, figuresOf(before.filter(belongs), addDays(monday, -7))) };
  };
  const unit = picture.units.find(({ id }) => id === unitId);
  const reports = picture.reports.filter((row) => scope.has(row.unitId));
  return {
    week: picture.week,
    monday,
    sunday: picture.sunday,
    unit: unit === undefined ? null : { id: unit.id, code: unit.code, name: unit.shortName ?? unit.name },
    all: line(() => true),
    plans: picture.plans
      .map(({ id, number, title }) => ({ id, number, title, ...line((row) => row.planId === id) }))
      .filter(({ figures }) => figures.total > 0),
    units: picture.units
      .filter(({ id }) => scope.has(id))
      .map(({ id, code, name, shortName }) => ({
        id,
        code,
        name: shortName ?? name,
        ...line((row) => row.unitId === id),
      }))
      .filter(({ figures }) => figures.total > 0),
    reports: reports[0] === undefined ? null : { period: reports[0].period, ...sumReports(reports) },
  };
}

const sumReports = (rows: WeekPicture["reports"]) => ({
  asked: rows.reduce((sum, row) => sum + row.asked, 0),
  submitted: rows.reduce((sum, row) => sum + row.submitted, 0),
});
