import type { WebClient } from "@slack/web-api";
import type { Finding } from "../../src/delivery/channel.ts";
import { failureOf } from "./failure.ts";

/** What the bot cannot do without; docs/slack-manifest.yaml asks for the same. */
export const SCOPES = [
  "app_mentions:read",
  "channels:history",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "im:history",
  "im:write",
] as const;

/**
 * Looks at the bot token, its permissions, and the way Slack reaches us: the app-level token, or the signing secret.
 * Codes: `token`, `permissions`, `socket`, `signing-secret`. Never throws.
 */
export async function examineSlack(parts: {
  readonly api: WebClient;
  /** null: HTTP. */
  readonly socketApi: WebClient | null;
  readonly signingSecret: string | null;
}): Promise<readonly Finding[]> {
  const { token, scopes } = await examineToken(parts.api);
  const way = parts.socketApi === null ? secretFinding(parts.signingSecret) : await examineSocket(parts.socketApi);
  return [token, ...(scopes === null ? [] : [permissionsFinding(scopes)]), way];
}

async function examineToken(api: WebClient): Promise<{ token: Finding; scopes: readonly string[] | null }> {
  try {
    const { user, team, response_metadata: more } = await api.auth.test();
    const token = { code: "token", ok: true, facts: { bot: user ?? "", team: team ?? "" } };
    // Slack names the scopes in a header of every answer; where a proxy drops it, nothing is said of them.
    return { token, scopes: more?.scopes ?? null };
  } catch (error) {
    return { token: { code: "token", ok: false, facts: { problem: failureOf(error).code } }, scopes: null };
  }
}

function permissionsFinding(scopes: readonly string[]): Finding {
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  return { code: "permissions", ok: missing.length === 0, facts: { missing: missing.join(", ") } };
}

/** Asks for a socket's address and does not open it. */
async function examineSocket(api: WebClient): Promise<Finding> {
  try {
    await api.apps.connections.open({});
    return { code: "socket", ok: true, facts: {} };
  } catch (error) {
    return { code: "socket", ok: false, facts: { problem: failureOf(error).code } };
  }
}

const secretFinding = (secret: string | null): Finding => ({ code: "signing-secret", ok: secret !== null, facts: {} });
