import type { Database } from "./database.ts";

/** What a member has registered for a year, in order. */
export async function commitmentsOf(db: Database, memberId: number, year: number): Promise<string[]> {
  const rows = await db.commitment.findMany({
    where: { memberId, year, withdrawnAt: null },
    orderBy: { position: "asc" },
    select: { text: true },
  });
  return rows.map((row) => row.text);
}
