-- DropIndex
DROP INDEX "amendment_source_hash_key";

-- AlterTable
ALTER TABLE "plan_work" ADD COLUMN     "seen" TEXT;

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "rule_since" DATE;

-- CreateIndex
CREATE INDEX "amendment_source_hash_idx" ON "amendment"("source_hash");
