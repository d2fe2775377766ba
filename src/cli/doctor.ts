import { accessSync, constants, mkdirSync } from "node:fs";
import { storeClock } from "../store/store-clock.ts";
import { StoreError } from "../store/store-error.ts";
import { answeredAt, type OtherClock, worstDifference } from "./other-clocks.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

const LONGEST_LOOK_MS = 10_000;

type Finding = { readonly check: string; readonly ok: boolean; readonly say: string };

/** `doctor`: looks at the set-up part by part and says what to do about each problem. Exit code 1 when there is one. */
export async function doctor(parts: CliParts, options: JsonOption): Promise<number> {
  const about = [folder(parts), await store(parts), await people(parts)];
  const address = await publicAddress(parts);
  const clocks = [...(await clockOfStore(parts)), ...address.clocks];
  const findings = [...about, ...address.findings, ...(await channels(parts)), clock(parts, clocks)];
  const { doctor: texts } = parts.texts.cli;
  print(
    parts,
    options,
    findings,
    findings.map((finding) => `${finding.ok ? texts.ok : texts.problem} ${finding.check}: ${finding.say}`),
  );
  return findings.every((finding) => finding.ok) ? 0 : 1;
}

function folder({ config, texts }: CliParts): Finding {
  const { doctor: say } = texts.cli;
  try {
    mkdirSync(config.dataDir, { recursive: true });
    accessSync(config.dataDir, constants.W_OK);
    return { check: "DATA_DIR", ok: true, say: say.writable(config.dataDir) };
  } catch {
    return { check: "DATA_DIR", ok: false, say: say.notWritable(config.dataDir) };
  }
}

async function store(parts: CliParts): Promise<Finding> {
  const { doctor: say } = parts.texts.cli;
  try {
    const opened = await parts.store();
    await opened.ping();
    return { check: "store", ok: true, say: opened.embedded ? say.embedded : say.server };
  } catch (error) {
    return { check: "store", ok: false, say: error instanceof StoreError ? error.message : say.storeFailed };
  }
}

async function people(parts: CliParts): Promise<Finding> {
  const { doctor: say } = parts.texts.cli;
  const prisma = await parts
    .store()
    .then((opened) => opened.prisma)
    .catch(() => null);
  if (prisma === null) return { check: "people", ok: false, say: say.storeFailed };
  const [units, members, linked] = await Promise.all([
    prisma.unit.count(),
    prisma.member.count(),
    prisma.account.count(),
  ]);
  return { check: "people", ok: units > 0 && members > 0, say: say.people(units, members, linked) };
}

type Address = { readonly findings: readonly Finding[]; readonly clocks: readonly OtherClock[] };

/** Whether the address that platforms call leads to this program, as far as this machine can see; and its clock. */
async function publicAddress(parts: CliParts): Promise<Address> {
  const { config, texts, fetch } = parts;
  if (config.publicUrl === null) return { findings: [], clocks: [] };
  const { doctor: say } = texts.cli;
  const address = `${config.publicUrl.replace(/\/+$/, "")}/healthz`;
  const found = (ok: boolean, sentence: string, clocks: readonly OtherClock[] = []): Address => ({
    findings: [{ check: "PUBLIC_URL", ok, say: sentence }],
    clocks,
  });
  try {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(LONGEST_LOOK_MS) });
    const clocks = differenceFrom(parts, address, answeredAt(answer));
    const ours = answer.status === 200 && (await answer.text()) === "ok\n";
    return found(ours, ours ? say.reached(address) : say.notOurs(address, answer.status), clocks);
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return found(false, say.notReached(address, cause?.code ?? name));
  }
}

/** Asks every platform what it thinks of our settings. Nothing is changed there. */
async function channels({ channels: named, config, texts }: CliParts): Promise<Finding[]> {
  const { doctor: say } = texts.cli;
  const platforms = await named().catch(() => null);
  if (platforms === null) return [{ check: "channels", ok: false, say: say.storeFailed }];
  const names = [...platforms.map(({ name }) => name), ...(config.console === null ? [] : ["console"])];
  const looked = await Promise.all(
    platforms.map(async ({ name, examine }) =>
      (await examine()).map(({ code, ok, facts }) => {
        const sentence = texts.doctor[name]?.[code]?.[ok ? "ok" : "wrong"];
        return { check: `${name}/${code}`, ok, say: sentence?.(facts) ?? JSON.stringify(facts) };
      }),
    ),
  );
  const some = names.length > 0;
  return [{ check: "channels", ok: some, say: some ? names.join(", ") : say.noChannel }, ...looked.flat()];
}

/** A server has a clock of its own. That it does not answer was said already. */
async function clockOfStore(parts: CliParts): Promise<readonly OtherClock[]> {
  try {
    const { embedded, prisma } = await parts.store();
    return embedded ? [] : differenceFrom(parts, parts.texts.cli.doctor.storeServer, await storeClock(prisma));
  } catch {
    return [];
  }
}

/** Another clock that was just read, against ours; none while ours is moved on purpose. */
function differenceFrom({ clock: present, config }: CliParts, whose: string, at: Date | null): readonly OtherClock[] {
  if (at === null || config.clockStart !== null) return [];
  return [{ whose, aheadMs: present.now().getTime() - at.getTime() }];
}

function clock({ clock: present, config, texts }: CliParts, others: readonly OtherClock[]): Finding {
  const { doctor: say } = texts.cli;
  const now = present.now();
  const there = new Intl.DateTimeFormat("vi", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: config.timeZone,
  }).format(now);
  const off = worstDifference(others);
  if (off !== null) return { check: "clock", ok: false, say: say.clockOff(there, config.timeZone, off) };
  const sane = now.getUTCFullYear() >= 2025;
  return { check: "clock", ok: sane, say: say.clock(there, config.timeZone, config.clockStart !== null) };
}
