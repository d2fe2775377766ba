-- CreateEnum
CREATE TYPE "role" AS ENUM ('member', 'head', 'leader', 'admin');

-- CreateEnum
CREATE TYPE "calendar_day_kind" AS ENUM ('off', 'working');

-- CreateEnum
CREATE TYPE "plan_state" AS ENUM ('draft', 'issued', 'closed');

-- CreateEnum
CREATE TYPE "task_unit_role" AS ENUM ('lead', 'coordinating');

-- CreateEnum
CREATE TYPE "assignment_state" AS ENUM ('open', 'doing', 'reported', 'returned', 'confirmed', 'cancelled');

-- CreateEnum
CREATE TYPE "extension_state" AS ENUM ('asked', 'granted', 'refused');

-- CreateEnum
CREATE TYPE "report_state" AS ENUM ('draft', 'submitted', 'returned', 'accepted');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'sending', 'sent', 'failed', 'expired', 'cancelled');

-- CreateTable
CREATE TABLE "unit" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT,
    "aliases" TEXT[],
    "parent_id" INTEGER,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_group" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "unit_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_in_group" (
    "unit_id" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,

    CONSTRAINT "unit_in_group_pkey" PRIMARY KEY ("group_id","unit_id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "title" TEXT,
    "language" TEXT,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "turn" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "member_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("member_id","unit_id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 0,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_attempt" (
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_attempt_pkey" PRIMARY KEY ("channel","address")
);

-- CreateTable
CREATE TABLE "room" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "stand_in_id" INTEGER,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "date" DATE NOT NULL,
    "kind" "calendar_day_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "document" TEXT,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" SERIAL NOT NULL,
    "number" TEXT,
    "issued_on" DATE,
    "issuer" TEXT,
    "title" TEXT NOT NULL,
    "monitor_unit_id" INTEGER NOT NULL,
    "state" "plan_state" NOT NULL DEFAULT 'draft',
    "ladder" TEXT,
    "source_name" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "warnings" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" SERIAL NOT NULL,
    "plan_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "heading" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "deadline_kind" TEXT NOT NULL,
    "deadline_start" DATE,
    "deadline_end" DATE,
    "deadline_every" TEXT,
    "due_days" TEXT[],
    "delay_days" INTEGER,
    "deadline_text" TEXT,
    "product" TEXT,
    "report_to" TEXT,
    "report_every" TEXT,
    "page" INTEGER,
    "confidence" DOUBLE PRECISION NOT NULL,
    "needs_review" TEXT[],
    "ladder" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_unit" (
    "task_id" INTEGER NOT NULL,
    "role" "task_unit_role" NOT NULL,
    "position" INTEGER NOT NULL,
    "written" TEXT NOT NULL,
    "unit_id" INTEGER,
    "group_id" INTEGER,

    CONSTRAINT "task_unit_pkey" PRIMARY KEY ("task_id","role","position")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" SERIAL NOT NULL,
    "task_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "occurrence" TEXT NOT NULL,
    "original_due_on" DATE,
    "due_on" DATE,
    "state" "assignment_state" NOT NULL DEFAULT 'open',
    "percent" INTEGER NOT NULL DEFAULT 0,
    "holder_id" INTEGER,
    "given_on" DATE NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "progress" (
    "id" SERIAL NOT NULL,
    "assignment_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" "assignment_state" NOT NULL,
    "percent" INTEGER NOT NULL,
    "note" TEXT,
    "holder_id" INTEGER,

    CONSTRAINT "progress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extension" (
    "id" SERIAL NOT NULL,
    "assignment_id" INTEGER NOT NULL,
    "old_due_on" DATE NOT NULL,
    "new_due_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "extension_state" NOT NULL DEFAULT 'asked',
    "asked_by_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "extension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "assignment_id" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "stage" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("assignment_id","due_on","stage","member_id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_cycle" (
    "id" SERIAL NOT NULL,
    "period" TEXT NOT NULL,
    "covers_from" DATE NOT NULL,
    "covers_to" DATE NOT NULL,
    "opens_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_cycle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" SERIAL NOT NULL,
    "cycle_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "state" "report_state" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_version" (
    "report_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_version_pkey" PRIMARY KEY ("report_id","version")
);

-- CreateTable
CREATE TABLE "report_decision" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "report_state" NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "report_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "file_ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" INTEGER,
    "sha256" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "progress_id" INTEGER,
    "report_id" INTEGER,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "member_id" INTEGER,
    "room_id" INTEGER,
    "proactive" BOOLEAN NOT NULL,
    "required_role" "role",
    "required_unit_id" INTEGER,
    "message" JSONB NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "available_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "platform_message_id" TEXT,
    "error" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "reader_id" INTEGER NOT NULL,
    "choices" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "talk" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "dialog" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "misses" INTEGER NOT NULL DEFAULT 0,
    "waiting" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "talk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incoming_event" (
    "channel" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incoming_event_pkey" PRIMARY KEY ("channel","event_id")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "reading" (
    "id" SERIAL NOT NULL,
    "reader_id" INTEGER NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_code_key" ON "unit"("code");

-- CreateIndex
CREATE INDEX "unit_parent_id_idx" ON "unit"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_group_name_key" ON "unit_group"("name");

-- CreateIndex
CREATE INDEX "unit_in_group_unit_id_idx" ON "unit_in_group"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_code_key" ON "member"("code");

-- CreateIndex
CREATE INDEX "membership_unit_id_role_idx" ON "membership"("unit_id", "role");

-- CreateIndex
CREATE INDEX "account_member_id_rank_idx" ON "account"("member_id", "rank");

-- CreateIndex
CREATE INDEX "account_channel_chat_id_idx" ON "account"("channel", "chat_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_channel_address_key" ON "account"("channel", "address");

-- CreateIndex
CREATE UNIQUE INDEX "invite_code_hash_key" ON "invite"("code_hash");

-- CreateIndex
CREATE INDEX "invite_member_id_idx" ON "invite"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_channel_chat_id_unit_id_key" ON "room"("channel", "chat_id", "unit_id");

-- CreateIndex
CREATE INDEX "absence_member_id_to_on_idx" ON "absence"("member_id", "to_on");

-- CreateIndex
CREATE UNIQUE INDEX "plan_source_hash_key" ON "plan"("source_hash");

-- CreateIndex
CREATE INDEX "plan_state_idx" ON "plan"("state");

-- CreateIndex
CREATE UNIQUE INDEX "task_plan_id_position_key" ON "task"("plan_id", "position");

-- CreateIndex
CREATE INDEX "task_unit_unit_id_idx" ON "task_unit"("unit_id");

-- CreateIndex
CREATE INDEX "assignment_unit_id_state_due_on_idx" ON "assignment"("unit_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "assignment_holder_id_state_idx" ON "assignment"("holder_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_task_id_unit_id_occurrence_key" ON "assignment"("task_id", "unit_id", "occurrence");

-- CreateIndex
CREATE INDEX "progress_assignment_id_id_idx" ON "progress"("assignment_id", "id");

-- CreateIndex
CREATE INDEX "progress_member_id_idx" ON "progress"("member_id");

-- CreateIndex
CREATE INDEX "extension_assignment_id_id_idx" ON "extension"("assignment_id", "id");

-- CreateIndex
CREATE INDEX "reminder_member_id_created_at_idx" ON "reminder"("member_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_member_id_year_position_key" ON "commitment"("member_id", "year", "position");

-- CreateIndex
CREATE UNIQUE INDEX "report_cycle_period_key" ON "report_cycle"("period");

-- CreateIndex
CREATE INDEX "report_unit_id_state_idx" ON "report"("unit_id", "state");

-- CreateIndex
CREATE INDEX "report_member_id_idx" ON "report"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_cycle_id_member_id_key" ON "report"("cycle_id", "member_id");

-- CreateIndex
CREATE INDEX "report_decision_report_id_idx" ON "report_decision"("report_id");

-- CreateIndex
CREATE INDEX "attachment_progress_id_idx" ON "attachment"("progress_id");

-- CreateIndex
CREATE INDEX "attachment_report_id_idx" ON "attachment"("report_id");

-- CreateIndex
CREATE INDEX "attachment_member_id_idx" ON "attachment"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_key_key" ON "delivery"("key");

-- CreateIndex
CREATE INDEX "delivery_member_id_id_idx" ON "delivery"("member_id", "id");

-- CreateIndex
CREATE INDEX "offer_reader_id_id_idx" ON "offer"("reader_id", "id");

-- CreateIndex
CREATE INDEX "talk_member_id_idx" ON "talk"("member_id");

-- CreateIndex
CREATE INDEX "incoming_event_received_at_idx" ON "incoming_event"("received_at");

-- CreateIndex
CREATE INDEX "reading_subject_id_at_idx" ON "reading"("subject_id", "at");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_in_group" ADD CONSTRAINT "unit_in_group_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_in_group" ADD CONSTRAINT "unit_in_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "unit_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite" ADD CONSTRAINT "invite_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_stand_in_id_fkey" FOREIGN KEY ("stand_in_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_monitor_unit_id_fkey" FOREIGN KEY ("monitor_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_unit" ADD CONSTRAINT "task_unit_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_unit" ADD CONSTRAINT "task_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_unit" ADD CONSTRAINT "task_unit_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "unit_group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "report_cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version" ADD CONSTRAINT "report_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_decision" ADD CONSTRAINT "report_decision_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_decision" ADD CONSTRAINT "report_decision_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_progress_id_fkey" FOREIGN KEY ("progress_id") REFERENCES "progress"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "talk" ADD CONSTRAINT "talk_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_reader_id_fkey" FOREIGN KEY ("reader_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading" ADD CONSTRAINT "reading_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's language cannot say.

-- Partial indexes: the rows that are worked on are few among many that are kept.

-- The dispatcher takes what is due, oldest first.
CREATE INDEX "delivery_pending_idx" ON "delivery" ("channel", "available_at", "id") WHERE "state" = 'pending';

-- Messages of one chat leave in the order they were written.
CREATE INDEX "delivery_chat_idx" ON "delivery" ("channel", "chat_id", "id") WHERE "state" IN ('pending', 'sending');

-- Planners look for duties by date that are still to be done.
CREATE INDEX "assignment_due_idx" ON "assignment" ("due_on")
  WHERE "state" IN ('open', 'doing', 'returned') AND "due_on" IS NOT NULL;

-- "2" is understood by the last open offer of the chat.
CREATE INDEX "offer_open_idx" ON "offer" ("channel", "chat_id", "id") WHERE "closed_at" IS NULL;

-- Evidence whose bytes have not been fetched yet.
CREATE INDEX "attachment_to_fetch_idx" ON "attachment" ("id") WHERE "stored_at" IS NULL AND "failed_at" IS NULL;

-- One dialog at a time per person, others wait in line.
CREATE UNIQUE INDEX "talk_active_key" ON "talk" ("member_id") WHERE NOT "waiting";

-- One undecided request per duty.
CREATE UNIQUE INDEX "extension_asked_key" ON "extension" ("assignment_id") WHERE "state" = 'asked';

-- Checks.

ALTER TABLE "assignment" ADD CONSTRAINT "assignment_percent_check" CHECK ("percent" BETWEEN 0 AND 100);
ALTER TABLE "progress" ADD CONSTRAINT "progress_percent_check" CHECK ("percent" BETWEEN 0 AND 100);
ALTER TABLE "task" ADD CONSTRAINT "task_deadline_kind_check"
  CHECK ("deadline_kind" IN ('once', 'recurring', 'ongoing', 'after-event', 'none'));
ALTER TABLE "task" ADD CONSTRAINT "task_deadline_every_check"
  CHECK ("deadline_every" IN ('month', 'quarter', 'half-year', 'year'));
ALTER TABLE "absence" ADD CONSTRAINT "absence_days_check" CHECK ("from_on" <= "to_on");
ALTER TABLE "extension" ADD CONSTRAINT "extension_later_check" CHECK ("new_due_on" > "old_due_on");
ALTER TABLE "invite" ADD CONSTRAINT "invite_expires_check" CHECK ("expires_at" > "created_at");

-- Append-only tables. What was said stays said; only erasing a person's words is allowed.

-- Arguments, both or none: the column that may be erased, and as JSON what it is erased to.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS = 2
    AND to_jsonb(NEW) -> TG_ARGV[0] = TG_ARGV[1]::jsonb
    AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0]
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING HINT = CASE WHEN TG_NARGS = 2 THEN format('only %I may be erased', TG_ARGV[0]) ELSE 'add a row instead' END;
END $$;

CREATE TRIGGER "progress_append_only" BEFORE UPDATE OR DELETE ON "progress"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"('note', 'null');
CREATE TRIGGER "report_version_append_only" BEFORE UPDATE OR DELETE ON "report_version"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"('answers', '{}');
CREATE TRIGGER "report_decision_append_only" BEFORE UPDATE OR DELETE ON "report_decision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"('note', 'null');
CREATE TRIGGER "reading_append_only" BEFORE UPDATE OR DELETE ON "reading"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "extension_append_only" BEFORE DELETE ON "extension"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- A request is decided once; besides, its reason may be emptied.
CREATE FUNCTION "refuse_extension_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "may_change" CONSTANT text[] := ARRAY['state', 'decided_by_id', 'decided_at', 'reason'];
  "decision_stays" CONSTANT boolean := (NEW."state", NEW."decided_by_id", NEW."decided_at")
    IS NOT DISTINCT FROM (OLD."state", OLD."decided_by_id", OLD."decided_at");
  "is_decided_now" CONSTANT boolean := OLD."state" = 'asked' AND NEW."state" <> 'asked'
    AND NEW."decided_by_id" IS NOT NULL AND NEW."decided_at" IS NOT NULL;
BEGIN
  IF to_jsonb(NEW) - "may_change" = to_jsonb(OLD) - "may_change"
    AND NEW."reason" IN (OLD."reason", '')
    AND ("decision_stays" OR "is_decided_now")
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'extension is append-only: UPDATE refused'
    USING HINT = 'a request is decided once, with who and when; only its reason may be emptied';
END $$;

CREATE TRIGGER "extension_decided_once" BEFORE UPDATE ON "extension"
  FOR EACH ROW EXECUTE FUNCTION "refuse_extension_change"();

-- The first due date of a duty is set once; due_on moves.
CREATE FUNCTION "refuse_original_due_on_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'assignment.original_due_on is set once: UPDATE refused' USING HINT = 'change due_on instead';
END $$;

CREATE TRIGGER "assignment_original_due_on_set_once" BEFORE UPDATE ON "assignment"
  FOR EACH ROW WHEN (OLD."original_due_on" IS NOT NULL AND NEW."original_due_on" IS DISTINCT FROM OLD."original_due_on")
  EXECUTE FUNCTION "refuse_original_due_on_change"();
