import { existsSync } from "node:fs";
import { z } from "zod";

/** What this process does: serve HTTP, send and receive, plan by the clock. */
export const PROCESS_ROLES = ["web", "worker", "scheduler"] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** Everything the environment says, checked. The only file that reads it. */
export type Config = {
  /** null: the embedded store in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly timeZone: string;
  readonly language: "vi" | "en";
  readonly roles: readonly ProcessRole[];
  readonly telegram: {
    readonly token: string;
    readonly mode: "polling" | "webhook";
    readonly webhookSecret: string | null;
    readonly apiRoot: string | null;
  } | null;
  readonly console: { readonly password: string | null } | null;
  /** Where the clock starts; null: the present. */
  readonly clockStart: Date | null;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every problem of the environment at once: the variable, what was seen, what is accepted. Secrets are not repeated. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "a postgresql:// URL" }).optional(),
  DATA_DIR: z.string().default("data"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number("a port number, 0 to 65535").int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https$/, error: "an https:// URL" }).optional(),
  TIME_ZONE: z.string().refine(isTimeZone, "an IANA time zone such as Asia/Ho_Chi_Minh").default("Asia/Ho_Chi_Minh"),
  LANGUAGE: z.enum(["vi", "en"], "vi or en").default("vi"),
  ROLES: z
    .string()
    .default(PROCESS_ROLES.join(","))
    .transform((text) => text.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(PROCESS_ROLES, `a list of ${PROCESS_ROLES.join(", ")}`)).min(1)),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{10,}$/, "a token as @BotFather gives it, such as 123456789:AbC…")
    .optional(),
  TELEGRAM_MODE: z.enum(["polling", "webhook"], "polling or webhook").default("polling"),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, "16 to 256 letters, digits, _ or -")
    .optional(),
  TELEGRAM_API_ROOT: z.url({ error: "an http(s) URL" }).optional(),
  CONSOLE: z.enum(["on", "off"], "on or off").default("off"),
  CONSOLE_PASSWORD: z.string().min(8, "at least 8 characters").optional(),
  NHACVIEC_CLOCK: z
    .string()
    .refine((text) => /(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)), {
      error: "an instant with its offset, such as 2026-11-23T07:59:55+07:00",
    })
    .optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** The names this program reads, in the order of `.env.example`. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(variables.shape);

const SECRET_NAMES = new Set(VARIABLE_NAMES.filter((name) => /TOKEN|SECRET|PASSWORD|DATABASE_URL/.test(name)));

/** Adds what `.env` in the present folder says to the environment; what is set already stays. Nothing when there is no such file. */
export function loadEnvironment(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/** Reads and checks the environment; an empty variable counts as unset. Throws ConfigError. */
export function readConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, environment[name]?.trim() || undefined]));
  const parsed = variables.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => problemOf(issue, given)));
  const read = parsed.data;
  const problems = contradictions(read);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    databaseUrl: read.DATABASE_URL ?? null,
    dataDir: read.DATA_DIR,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? null,
    timeZone: read.TIME_ZONE,
    language: read.LANGUAGE,
    roles: read.ROLES,
    telegram:
      read.TELEGRAM_BOT_TOKEN === undefined
        ? null
        : {
            token: read.TELEGRAM_BOT_TOKEN,
            mode: read.TELEGRAM_MODE,
            webhookSecret: read.TELEGRAM_WEBHOOK_SECRET ?? null,
            apiRoot: read.TELEGRAM_API_ROOT ?? null,
          },
    console: read.CONSOLE === "on" ? { password: read.CONSOLE_PASSWORD ?? null } : null,
    clockStart: read.NHACVIEC_CLOCK === undefined ? null : new Date(read.NHACVIEC_CLOCK),
    logLevel: read.LOG_LEVEL,
  };
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const seen = SECRET_NAMES.has(name) ? "a value (not shown)" : `«${given[name] ?? ""}»`;
  return `${name}: saw ${seen}; accepted is ${issue.message}`;
}

function contradictions(read: z.infer<typeof variables>): string[] {
  const problems: string[] = [];
  if (read.TELEGRAM_BOT_TOKEN !== undefined && read.TELEGRAM_MODE === "webhook") {
    if (read.PUBLIC_URL === undefined)
      problems.push("PUBLIC_URL: missing; TELEGRAM_MODE=webhook needs the https address");
    if (read.TELEGRAM_WEBHOOK_SECRET === undefined) {
      problems.push("TELEGRAM_WEBHOOK_SECRET: missing; TELEGRAM_MODE=webhook needs 16 to 256 letters, digits, _ or -");
    }
  }
  if (read.CONSOLE === "on" && read.CONSOLE_PASSWORD === undefined && !isLoopback(read.HOST)) {
    problems.push(`CONSOLE_PASSWORD: missing; CONSOLE=on needs one unless HOST is loopback (HOST is «${read.HOST}»)`);
  }
  return problems;
}
