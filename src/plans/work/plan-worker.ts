import type { Clock } from "../../clock.ts";
import { isGone } from "../../delivery/holder.ts";
import { type Letter, post } from "../../delivery/post.ts";
import { dayAt } from "../../domain/zone.ts";
import type { Log } from "../../log.ts";
import { inTransaction } from "../../store/database.ts";
import type { FileStore } from "../../store/files.ts";
import { leaseHolder, releaseLease, takeLease } from "../../store/lease.ts";
import type { Store } from "../../store/open-store.ts";
import { beginPlanWork, markPlanWorkDone, nextPlanWork, type WaitingPlanWork } from "../../store/plan-work.ts";
import { type Language, type Texts, textsIn } from "../../texts/texts.ts";
import { answerPlanWork } from "./answer-plan-work.ts";
import type { WorkAnswer } from "./work-answer.ts";

export type PlanWorker = {
  /** Does what waits from now on, whenever it is woken and every few seconds. */
  start(): void;
  /** Does everything that can be done now; calls while it is busy are one more round. Never rejects. */
  workOff(): Promise<void>;
  /** Finishes the piece in hand and begins no more. */
  stop(): Promise<void>;
};

export type PlanWorkerParts = {
  readonly store: Store;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly zone: string;
  /** Where a person has not chosen. */
  readonly language: Language;
  /** This process; a lease names it. */
  readonly holder: string;
  readonly wake: (channels: readonly string[]) => void;
};

const LEASE = "plan-work";
const MOST_ATTEMPTS = 3;
/** The longest a piece of work may take before another process believes it lost. */
const LEASE_SECONDS = 120;
/** Work of a process that died, or was asked for in another one. */
const POLL_MS = 10_000;

/**
 * Does the work on plans that conversations asked for, the oldest first and one at a time, in one process at a time. Work and
 * answer: the work may be done twice, after a crash, and is made for it; marking it done and storing its answer are one.
 */
export function planWorker(parts: PlanWorkerParts): PlanWorker {
  const { store, log, clock } = parts;
  let busy: Promise<void> | null = null;
  let again = false;
  let stopping = false;
  let poll: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    do {
      again = false;
      for (let work = await nextPlanWork(store.prisma); work !== null; work = await nextPlanWork(store.prisma)) {
        if (stopping || !(await holdLease())) return;
        await doOne(work);
      }
    } while (again && !stopping);
  }

  async function holdLease(): Promise<boolean> {
    if ((await takeLease(store.prisma, LEASE, parts.holder, LEASE_SECONDS)) !== "theirs") return true;
    const holder = await leaseHolder(store.prisma, LEASE);
    if (holder === null || !isGone(holder, parts.holder)) return false;
    await releaseLease(store.prisma, LEASE, holder);
    return (await takeLease(store.prisma, LEASE, parts.holder, LEASE_SECONDS)) !== "theirs";
  }

  async function doOne(work: WaitingPlanWork): Promise<void> {
    const texts = textsIn(work.asker.language, parts.language);
    // What ends the process each time it is tried would be tried at every start.
    const given = (await beginPlanWork(store.prisma, work.id)) > MOST_ATTEMPTS;
    const answer = given ? { lines: [texts.planDesk.failed] } : await answerTo(work, texts);
    const sent = await Promise.all(
      (answer.files ?? []).map(async ({ name, mime, bytes }) => ({ name, mime, sha256: await parts.files.put(bytes) })),
    );
    const now = clock.now();
    const channels = await inTransaction(store.prisma, async (db) => {
      if (!(await markPlanWorkDone(db, work.id, now))) return [];
      await answer.write?.(db);
      return await post(db, [letterOf(work, answer, sent)], now);
    });
    parts.wake(channels);
  }

  /** What fails is said and logged, and not tried for ever. */
  async function answerTo(work: WaitingPlanWork, texts: Texts): Promise<WorkAnswer> {
    const now = clock.now();
    const today = dayAt(now, parts.zone);
    try {
      return await answerPlanWork({ work, store, files: parts.files, texts, now, today });
    } catch (error) {
      log.error({ work: work.id, kind: work.kind, err: error }, "plan work failed");
      return { lines: [texts.planDesk.failed] };
    }
  }

  async function workOff(): Promise<void> {
    if (stopping) return;
    again = true;
    busy ??= round()
      .catch((error: unknown) => log.error({ error: (error as Error).name }, "plan work not done"))
      .finally(() => {
        busy = null;
      });
    await busy;
  }

  return {
    start() {
      poll ??= setInterval(() => void workOff(), POLL_MS);
      void workOff();
    },
    workOff,
    async stop() {
      stopping = true;
      clearInterval(poll);
      await busy;
      await releaseLease(store.prisma, LEASE, parts.holder).catch(() => undefined);
    },
  };
}

/** An answer, at any hour; it is for administrators, and who is none any more by then does not get it. */
function letterOf(work: WaitingPlanWork, answer: WorkAnswer, files: Letter["files"]): Letter {
  const { memberId, memberships } = work.asker;
  const asAdmin = memberships.find(({ role }) => role === "admin");
  return {
    key: `plan-work ${work.id}`,
    to: { channel: work.channel, chatId: work.chatId, memberId },
    title: answer.title ?? null,
    body: answer.lines.join("\n"),
    choices: answer.choices ?? [],
    files,
    proactive: false,
    requires: asAdmin === undefined ? null : { role: "admin", unitId: asAdmin.unitId },
    expiresAt: null,
  };
}
