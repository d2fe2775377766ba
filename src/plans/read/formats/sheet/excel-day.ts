import type { DayFormat } from "./cell-styles.ts";

const DAY_MS = 86_400_000;
/** Day 1 is 1900-01-01; from day 60 on, the 29 February 1900 that never was counts too. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;
const LAST_DAY = 2_958_465;

const two = (number: number): string => String(number).padStart(2, "0");

/** A day as spreadsheets count it, written "dd/mm/yyyy", or "mm/yyyy" and "yyyy" where the cell shows no more; null when it is none. */
export function excelDay(value: string, format: Exclude<DayFormat, null>, from1904: boolean): string | null {
  const days = Math.floor(Number(value)) + (from1904 ? DAYS_TO_1904 : 0);
  if (!(days >= 61 && days <= LAST_DAY)) return null;
  const date = new Date(EPOCH_MS + days * DAY_MS);
  const year = String(date.getUTCFullYear());
  const month = `${two(date.getUTCMonth() + 1)}/${year}`;
  if (format === "year") return year;
  return format === "month" ? month : `${two(date.getUTCDate())}/${month}`;
}
