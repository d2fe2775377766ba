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
  readonly slack: {
    readonly botToken: string;
    /** Socket mode; null: events come over HTTP, signed with `signingSecret`. */
    readonly appToken: string | null;
    readonly signingSecret: string | null;
    readonly apiUrl: string | null;
  } | null;
  readonly zaloBot: {
    readonly token: string;
    /** The name by which groups call the bot; the platform does not tell it. */
    readonly displayName: string | null;
    readonly mode: "polling" | "webhook";
    readonly webhookSecret: string | null;
    readonly apiRoot: string | null;
  } | null;
  readonly zaloOa: {
    readonly appId: string;
    readonly appSecret: string;
    readonly oaSecretKey: string;
    /** Only for the first start; afterwards the stored pair counts. */
    readonly refreshToken: string | null;
    readonly apiRoot: string | null;
    readonly oauthRoot: string | null;
    /** An approved template for messages outside the free window; null: none. */
    readonly templateId: string | null;
  } | null;
  /** 32 bytes that encrypt stored platform tokens and sign links; null: not set. */
  readonly secretKey: Buffer | null;
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

/** Addresses that only this machine reaches. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

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
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]{10,}$/, "a bot token that begins with xoxb-")
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]{10,}$/, "an app-level token that begins with xapp-")
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[\da-f]{16,64}$/i, "the app's signing secret, hexadecimal")
    .optional(),
  SLACK_API_URL: z.url({ error: "an http(s) URL" }).optional(),
  ZALO_BOT_TOKEN: z
    .string()
    .regex(/^\S+:\S{6,}$/, "a token as Zalo Bot Creator gives it, such as 123456789:abc…")
    .optional(),
  ZALO_BOT_NAME: z.string().max(100, "at most 100 characters").optional(),
  ZALO_BOT_MODE: z.enum(["polling", "webhook"], "polling or webhook").default("polling"),
  ZALO_BOT_WEBHOOK_SECRET: z.string().min(8, "8 to 256 characters").max(256, "8 to 256 characters").optional(),
  ZALO_BOT_API_ROOT: z.url({ error: "an http(s) URL" }).optional(),
  ZALO_OA_APP_ID: z
    .string()
    .regex(/^\d{6,30}$/, "the app's id, digits only")
    .optional(),
  ZALO_OA_APP_SECRET: z.string().min(8, "at least 8 characters").optional(),
  ZALO_OA_SECRET_KEY: z.string().min(8, "at least 8 characters").optional(),
  ZALO_OA_REFRESH_TOKEN: z.string().min(16, "a refresh token as the consent page gives it").optional(),
  ZALO_OA_API_ROOT: z.url({ error: "an http(s) URL" }).optional(),
  ZALO_OA_OAUTH_ROOT: z.url({ error: "an http(s) URL" }).optional(),
  ZALO_OA_TEMPLATE_ID: z
    .string()
    .regex(/^\w{1,40}$/, "the id of an approved template")
    .optional(),
  SECRET_KEY: z
    .string()
    .refine(
      (text) => Buffer.from(text, "base64").length === 32,
      "32 bytes in base64, as `openssl rand -base64 32` prints them",
    )
    .optional(),
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

const SECRET_NAMES = new Set(VARIABLE_NAMES.filter((name) => /TOKEN|SECRET|PASSWORD|DATABASE_URL|_KEY$/.test(name)));

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
    slack:
      read.SLACK_BOT_TOKEN === undefined
        ? null
        : {
            botToken: read.SLACK_BOT_TOKEN,
            appToken: read.SLACK_APP_TOKEN ?? null,
            signingSecret: read.SLACK_SIGNING_SECRET ?? null,
            apiUrl: read.SLACK_API_URL ?? null,
          },
    zaloBot:
      read.ZALO_BOT_TOKEN === undefined
        ? null
        : {
            token: read.ZALO_BOT_TOKEN,
            displayName: read.ZALO_BOT_NAME ?? null,
            mode: read.ZALO_BOT_MODE,
            webhookSecret: read.ZALO_BOT_WEBHOOK_SECRET ?? null,
            apiRoot: read.ZALO_BOT_API_ROOT ?? null,
          },
    zaloOa:
      read.ZALO_OA_APP_ID === undefined
        ? null
        : {
            appId: read.ZALO_OA_APP_ID,
            appSecret: read.ZALO_OA_APP_SECRET ?? "",
            oaSecretKey: read.ZALO_OA_SECRET_KEY ?? "",
            refreshToken: read.ZALO_OA_REFRESH_TOKEN ?? null,
            apiRoot: read.ZALO_OA_API_ROOT ?? null,
            oauthRoot: read.ZALO_OA_OAUTH_ROOT ?? null,
            templateId: read.ZALO_OA_TEMPLATE_ID ?? null,
          },
    secretKey: read.SECRET_KEY === undefined ? null : Buffer.from(read.SECRET_KEY, "base64"),
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
  if (
    read.SLACK_BOT_TOKEN !== undefined &&
    read.SLACK_APP_TOKEN === undefined &&
    read.SLACK_SIGNING_SECRET === undefined
  )
    problems.push("SLACK_APP_TOKEN: missing; Slack needs it (socket mode) or SLACK_SIGNING_SECRET (HTTP)");
  if (read.ZALO_BOT_TOKEN !== undefined && read.ZALO_BOT_MODE === "webhook") {
    if (read.PUBLIC_URL === undefined)
      problems.push("PUBLIC_URL: missing; ZALO_BOT_MODE=webhook needs the https address");
    if (read.ZALO_BOT_WEBHOOK_SECRET === undefined)
      problems.push("ZALO_BOT_WEBHOOK_SECRET: missing; ZALO_BOT_MODE=webhook needs 8 to 256 characters");
  }
  if (read.ZALO_OA_APP_ID !== undefined) {
    for (const name of ["PUBLIC_URL", "ZALO_OA_APP_SECRET", "ZALO_OA_SECRET_KEY", "SECRET_KEY"] as const)
      if (read[name] === undefined)
        problems.push(`${name}: missing; a Zalo Official Account (ZALO_OA_APP_ID) needs it`);
  }
  if (read.CONSOLE === "on" && read.CONSOLE_PASSWORD === undefined && !isLoopback(read.HOST)) {
    problems.push(`CONSOLE_PASSWORD: missing; CONSOLE=on needs one unless HOST is loopback (HOST is «${read.HOST}»)`);
  }
  return problems;
}
