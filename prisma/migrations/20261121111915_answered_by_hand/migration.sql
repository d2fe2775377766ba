-- AlterTable
ALTER TABLE "account" ADD COLUMN     "unread" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "stranger_pause" (
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stranger_pause_pkey" PRIMARY KEY ("channel","address")
);
