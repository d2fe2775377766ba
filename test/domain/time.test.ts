import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, calendarDate, isCalendarDate } from "../../src/domain/calendar-date.ts";
import { dueDaysByNow, recurringDueDays } from "../../src/domain/occurrence.ts";
import { escalationWindows, LadderError, parseLadder, stageWindows } from "../../src/domain/reminder-ladder.ts";
import { cycleOn, DEFAULT_REPORT_SETTINGS, reportStageOn } from "../../src/domain/report-cycle.ts";
import { isoWeekOf, weekRange } from "../../src/domain/week.ts";
import { addWorkingDays, lastWorkingDay, workCalendar } from "../../src/domain/work-calendar.ts";
import { DEFAULT_WORKING_HOURS, isWorkingTime, nextWorkingTime } from "../../src/domain/working-hours.ts";
import { dayAt, instantOf } from "../../src/domain/zone.ts";

const ZONE = "Asia/Ho_Chi_Minh";
const plain = workCalendar([]);
const tet = workCalendar([
  ...["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"].map((date) => ({
    date,
    kind: "off" as const,
    name: "Tết",
  })),
  { date: "2026-02-28", kind: "working", name: "Làm bù" },
]);
const anyDay = fc.integer({ min: 0, max: 1500 }).map((days) => addDays("2025-01-01", days));

describe("days", () => {
  test("31/02 and 29/02 of a common year are no days", () => {
    expect([calendarDate(2026, 2, 31), calendarDate(2027, 2, 29), calendarDate(2028, 2, 29)]).toEqual([
      null,
      null,
      "2028-02-29",
    ]);
    expect(isCalendarDate("2026-13-01")).toBe(false);
  });

  test("the organisation's date is that of its zone, whatever the machine's", () => {
    expect(dayAt(new Date("2026-11-19T17:30:00Z"), ZONE)).toBe("2026-11-20");
    expect(instantOf("2026-11-20", "08:00", ZONE).toISOString()).toBe("2026-11-20T01:00:00.000Z");
  });

  test("working days pass over weekends and Tết, and count a made-up Saturday", () => {
    expect(addWorkingDays("2026-02-13", 1, tet)).toBe("2026-02-23");
    expect(addWorkingDays("2026-02-27", 1, tet)).toBe("2026-02-28");
    expect(lastWorkingDay("2026-02-20", tet)).toBe("2026-02-13");
  });

  test("outside working hours the next working moment is named", () => {
    const friday = new Date("2026-11-20T18:00:00+07:00");
    expect(isWorkingTime(friday, plain, DEFAULT_WORKING_HOURS, ZONE)).toBe(false);
    expect(nextWorkingTime(friday, plain, DEFAULT_WORKING_HOURS, ZONE).toISOString()).toBe("2026-11-23T00:30:00.000Z");
  });
});

describe("weeks", () => {
  test("a week belongs to the year of its Thursday", () => {
    expect([isoWeekOf("2026-12-31"), isoWeekOf("2027-01-03"), isoWeekOf("2027-01-04")]).toEqual([
      "2026-W53",
      "2026-W53",
      "2027-W01",
    ]);
    expect(weekRange("2026-W54")).toBeNull();
    expect(weekRange("2026-W47")).toEqual({ monday: "2026-11-16", sunday: "2026-11-22" });
  });

  test("every day lies in the week that is named after it", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const range = weekRange(isoWeekOf(day));
        expect(range !== null && range.monday <= day && day <= range.sunday).toBe(true);
      }),
    );
  });
});

describe("the ladder of reminders", () => {
  const ladder = parseLadder("-7 -3 -1 0 +1 +3 weekly");

  /** By the definition: the latest stage whose day has come. */
  function naiveStage(dueOn: string, today: string, calendar: typeof plain): string | null {
    const anchor = lastWorkingDay(dueOn, calendar);
    const stages = [-7, -3, -1, 0, 1, 3, ...Array.from({ length: 80 }, (_, week) => 8 + 5 * week)];
    const reached = stages.filter((stage) => addWorkingDays(anchor, stage, calendar) <= today).at(-1);
    return reached === undefined ? null : reached > 0 ? `+${reached}` : String(reached);
  }

  test.each([
    ["a plain calendar", plain],
    ["Tết and a make-up day", tet],
  ])("every due day has the newest stage that its working days have reached, with %s", (_name, calendar) => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -40, max: 60 }), (today, offset) => {
        const dueOn = addDays(today, offset);
        const windows = stageWindows(ladder, today, calendar);
        const found = windows.filter((window) => window.dueFrom <= dueOn && dueOn <= window.dueTo);
        expect(found.map((window) => window.stage)).toEqual(
          [naiveStage(dueOn, today, calendar)].filter((stage) => stage !== null),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a ladder that cannot be read says what it saw", () => {
    expect(() => parseLadder("-7 soon")).toThrow(LadderError);
    expect(() => parseLadder("-7 soon")).toThrow("«soon»");
    expect(parseLadder("off").stages).toEqual([]);
  });

  test("heads are told from three working days late, heads above from seven", () => {
    expect(escalationWindows("2026-11-20", plain).map(({ stage, dueTo }) => [stage, dueTo])).toEqual([
      ["head", "2026-11-17"],
      ["parent", "2026-11-11"],
    ]);
  });
});

describe("recurring deadlines", () => {
  const rule = { kind: "recurring", start: null, end: null, every: "month", dueDays: ["31"] } as const;
  const firstOf = (from: string, rest: object) => [...take(recurringDueDays({ ...rule, ...rest }, from), 3)];

  test("the 31st of a short month is its last day", () => {
    expect(firstOf("2027-01-01", {})).toEqual(["2027-01-31", "2027-02-28", "2027-03-31"]);
  });

  test("a day of the year, several days, and no day at all", () => {
    expect(firstOf("2026-01-01", { every: "year", dueDays: ["12-15"] })).toEqual([
      "2026-12-15",
      "2027-12-15",
      "2028-12-15",
    ]);
    expect(firstOf("2026-01-01", { every: "half-year", dueDays: ["06-15", "12-01"] })).toEqual([
      "2026-06-15",
      "2026-12-01",
      "2027-06-15",
    ]);
    expect(firstOf("2026-02-01", { every: "quarter", dueDays: [] })).toEqual([
      "2026-03-31",
      "2026-06-30",
      "2026-09-30",
    ]);
  });

  test("the next occurrence is given in time, and none of next year's", () => {
    expect(dueDaysByNow({ ...rule, dueDays: ["20"] }, "2026-09-15", "2026-09-15")).toEqual(["2026-09-20"]);
    expect(dueDaysByNow({ ...rule, dueDays: ["20"] }, "2026-09-15", "2026-11-21")).toEqual([
      "2026-09-20",
      "2026-10-20",
      "2026-11-20",
      "2026-12-20",
    ]);
  });

  test("without a date there is one assignment without a date", () => {
    for (const kind of ["ongoing", "none", "after-event"] as const) {
      expect(dueDaysByNow({ ...rule, kind, every: null }, "2026-09-15", "2026-09-15")).toEqual([null]);
    }
  });
});

describe("report cycles", () => {
  test("the cycle that opened last counts, over the end of a year too", () => {
    expect(cycleOn("2027-01-05", DEFAULT_REPORT_SETTINGS)).toMatchObject({
      period: "2026-12",
      opensOn: "2026-12-20",
      dueOn: "2026-12-25",
    });
    expect(cycleOn("2026-11-20", { ...DEFAULT_REPORT_SETTINGS, covers: "15-to-14" })).toMatchObject({
      coversFrom: "2026-10-15",
      coversTo: "2026-11-14",
    });
  });

  test("reminders come two working days before, on the day, and the working day after", () => {
    const cycle = cycleOn("2026-11-20", DEFAULT_REPORT_SETTINGS);
    const stages = ["2026-11-20", "2026-11-23", "2026-11-25", "2026-11-26", "2026-12-20"].map((day) =>
      reportStageOn(day, cycle, plain),
    );
    expect(stages).toEqual([null, "-2", "0", "+1", null]);
  });
});

function* take<Value>(values: Iterable<Value>, count: number): Generator<Value> {
  let left = count;
  for (const value of values) {
    if (left-- === 0) return;
    yield value;
  }
}
