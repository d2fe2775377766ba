-- AlterTable
ALTER TABLE "task" ADD COLUMN     "dropped_at" TIMESTAMPTZ(3),
ADD COLUMN     "event" TEXT,
ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "paragraph" INTEGER,
ADD COLUMN     "table_number" INTEGER,
ADD COLUMN     "table_row" INTEGER;

-- CreateTable
CREATE TABLE "amendment" (
    "id" SERIAL NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "source_name" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "number" TEXT,
    "issued_on" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "amendment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_change" (
    "id" SERIAL NOT NULL,
    "task_id" INTEGER NOT NULL,
    "amendment_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "task_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_event" (
    "id" SERIAL NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "took_place_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_work" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "attachment_id" INTEGER,
    "plan_id" INTEGER,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "plan_work_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "amendment_source_hash_key" ON "amendment"("source_hash");

-- CreateIndex
CREATE INDEX "amendment_plan_id_idx" ON "amendment"("plan_id");

-- CreateIndex
CREATE INDEX "task_change_task_id_idx" ON "task_change"("task_id");

-- CreateIndex
CREATE INDEX "plan_event_plan_id_idx" ON "plan_event"("plan_id");

-- CreateIndex
CREATE INDEX "plan_work_member_id_idx" ON "plan_work"("member_id");

-- AddForeignKey
ALTER TABLE "amendment" ADD CONSTRAINT "amendment_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_change" ADD CONSTRAINT "task_change_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_change" ADD CONSTRAINT "task_change_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "amendment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_event" ADD CONSTRAINT "plan_event_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_work" ADD CONSTRAINT "plan_work_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_work" ADD CONSTRAINT "plan_work_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_work" ADD CONSTRAINT "plan_work_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's language cannot say.

-- Work that was asked for and is not done yet, in its order.
CREATE INDEX "plan_work_waiting_idx" ON "plan_work" ("id") WHERE "done_at" IS NULL;

CREATE TRIGGER "amendment_append_only" BEFORE UPDATE ON "amendment"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "task_change_append_only" BEFORE UPDATE ON "task_change"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
