import { accessSync, constants, mkdirSync } from "node:fs";
import { StoreError } from "../store/store-error.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

const LONGEST_LOOK_MS = 10_000;

type Finding = { readonly check: string; readonly ok: boolean; readonly say: string };

/** `doctor`: looks at the set-up part by part and says what to do about each problem. Exit code 1 when there is one. */
export async function doctor(parts: CliParts, options: JsonOption): Promise<number> {
  const about = [folder(parts), await store(parts), await people(parts)];
  const findings = [...about, ...(await publicAddress(parts)), ...(await channels(parts)), clock(parts)];
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

/** Whether the address that platforms call leads to this program, as far as this machine can see. */
async function publicAddress({ config, texts, fetch }: CliParts): Promise<Finding[]> {
  if (config.publicUrl === null) return [];
  const { doctor: say } = texts.cli;
  const address = `${config.publicUrl.replace(/\/+$/, "")}/healthz`;
  const found = (ok: boolean, sentence: string): Finding[] => [{ check: "PUBLIC_URL", ok, say: sentence }];
  try {
    const answer = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(LONGEST_LOOK_MS) });
    const ours = answer.status === 200 && (await answer.text()) === "ok\n";
    return found(ours, ours ? say.reached(address) : say.notOurs(address, answer.status));
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

function clock({ clock: present, config, texts }: CliParts): Finding {
  const now = present.now();
  const sane = now.getUTCFullYear() >= 2025;
  const there = new Intl.DateTimeFormat("vi", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: config.timeZone,
  }).format(now);
  return { check: "clock", ok: sane, say: texts.cli.doctor.clock(there, config.timeZone, config.clockStart !== null) };
}
