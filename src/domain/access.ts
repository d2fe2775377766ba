import type { UnitTree } from "./unit-tree.ts";

export type Role = "member" | "head" | "leader" | "admin";

/** Who asks: a person and their role in each of their units. */
export type Asker = {
  readonly memberId: number;
  readonly memberships: readonly { readonly unitId: number; readonly role: Role }[];
};

/** What rights on an assignment depend on. */
export type OwnedAssignment = {
  readonly unitId: number;
  readonly monitorUnitId: number;
  readonly holderId: number | null;
};

/** What rights on a report depend on: its author, and the unit whose heads receive it. */
export type OwnedReport = { readonly memberId: number; readonly unitId: number };

const hasRole = (asker: Asker, role: Role, unitId: number): boolean =>
  asker.memberships.some((membership) => membership.role === role && membership.unitId === unitId);

/** True when the person has the role in this unit or in one above it. */
const hasRoleOver = (asker: Asker, role: Role, unitId: number, tree: UnitTree): boolean =>
  asker.memberships.some((membership) => membership.role === role && tree.isWithin(unitId, membership.unitId));

/** Heads see the work of their units and of the units below. */
export const mayOverseeUnit = (asker: Asker, unitId: number, tree: UnitTree): boolean =>
  hasRoleOver(asker, "head", unitId, tree);

/** Leadership and heads see numbers of the units in their scope. */
export const maySeeCounts = (asker: Asker, unitId: number, tree: UnitTree): boolean =>
  hasRoleOver(asker, "leader", unitId, tree) || hasRoleOver(asker, "head", unitId, tree);

/** Who works in the unit, oversees it, or decides about the plan. */
export const maySeeAssignment = (asker: Asker, assignment: OwnedAssignment, tree: UnitTree): boolean =>
  mayReportProgress(asker, assignment, tree) ||
  hasRole(asker, "member", assignment.unitId) ||
  mayDecide(asker, assignment, tree);

/** The holder and the unit's heads; while nobody holds it, anybody who works in the unit. */
export const mayReportProgress = (asker: Asker, assignment: OwnedAssignment, tree: UnitTree): boolean =>
  assignment.holderId === asker.memberId ||
  mayOverseeUnit(asker, assignment.unitId, tree) ||
  (assignment.holderId === null && hasRole(asker, "member", assignment.unitId));

/** The same people hand it on, and only within its unit. */
export const mayHandOver = (asker: Asker, assignment: OwnedAssignment, tree: UnitTree): boolean =>
  mayReportProgress(asker, assignment, tree);

/** The heads of the unit that monitors the plan, or of one above it, decide on extensions and confirm what is reported done. */
export const mayDecide = (asker: Asker, assignment: OwnedAssignment, tree: UnitTree): boolean =>
  mayDecideIn(asker, assignment.monitorUnitId, tree);

/** The same, of every plan that this unit monitors. */
export const mayDecideIn = (asker: Asker, monitorUnitId: number, tree: UnitTree): boolean =>
  hasRoleOver(asker, "head", monitorUnitId, tree);

/**
 * The words of a report are for its author and the heads in the author's own reporting line: nobody else, whatever their rank;
 * leaders and administrators as such are not in it.
 */
export const mayReadReport = (asker: Asker, report: OwnedReport, tree: UnitTree): boolean =>
  asker.memberId === report.memberId || hasRoleOver(asker, "head", report.unitId, tree);

/** Heads receive or return the reports of their line, never their own. */
export const mayReviewReport = (asker: Asker, report: OwnedReport, tree: UnitTree): boolean =>
  asker.memberId !== report.memberId && hasRoleOver(asker, "head", report.unitId, tree);

/** Administrators keep plans, units, members, rooms and the calendar in order. */
export const mayAdminister = (asker: Asker): boolean => asker.memberships.some(({ role }) => role === "admin");
