-- AlterTable
ALTER TABLE "attachment" ADD COLUMN     "fetch_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "heads_told_at" TIMESTAMPTZ(3);

-- Heads were told of what was lost until now in the old way, of reminders only: the past is not told anew.
UPDATE "delivery" SET "heads_told_at" = "created_at" WHERE "proactive" AND "state" IN ('failed', 'expired', 'cancelled');

-- What the bot started itself and was lost, until the reader's heads have been told.
CREATE INDEX "delivery_lost_idx" ON "delivery" ("created_at")
  WHERE "proactive" AND "state" IN ('failed', 'expired', 'cancelled') AND "heads_told_at" IS NULL;
