-- AlterTable
ALTER TABLE "account" ADD COLUMN     "last_heard_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_until" TIMESTAMPTZ(3),
ADD COLUMN     "silence" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "edits_id" INTEGER,
ADD COLUMN     "instead_of_id" INTEGER;

-- CreateTable
CREATE TABLE "account_change" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_usage" (
    "channel" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "received" INTEGER NOT NULL DEFAULT 0,
    "warned_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_usage_pkey" PRIMARY KEY ("channel","month")
);

-- CreateTable
CREATE TABLE "channel_token" (
    "channel" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_token_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE INDEX "account_change_member_id_idx" ON "account_change"("member_id");

-- AddForeignKey
ALTER TABLE "account_change" ADD CONSTRAINT "account_change_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER "account_change_append_only" BEFORE UPDATE ON "account_change"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
