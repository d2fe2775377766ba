import { DamagedPart } from "./xml-part.ts";

/**
 * How much of each is read in one file. A document of 200 pages has some 10,000 paragraphs; far more is no plan but an attempt to fill the
 * memory: 400,000 paragraphs pack into 131 KB.
 */
const MOST = {
  paragraphs: 50_000,
  "table rows": 50_000,
  runs: 300_000,
  letters: 20_000_000,
} as const;

export type ReadBudget = {
  /** Throws DamagedPart when the file has more of it than is read. */
  spend(what: keyof typeof MOST, amount?: number): void;
};

export function readBudget(): ReadBudget {
  const left: Record<keyof typeof MOST, number> = { ...MOST };
  return {
    spend: (what, amount = 1) => {
      left[what] -= amount;
      if (left[what] < 0) throw new DamagedPart(`more than ${MOST[what]} ${what}`);
    },
  };
}
