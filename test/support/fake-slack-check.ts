/** What does not fit Slack's published API in one call; nothing when it fits. */
export type CheckSlackCall = (method: string, call: Readonly<Record<string, unknown>>) => readonly string[];

type Problem = { readonly at: string; readonly code: string; readonly msg: string };

/** Arguments that Slack added after the published file of 2020 (docs.slack.dev). */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  "chat.postMessage": ["metadata"],
  "chat.update": ["metadata"],
  "conversations.history": ["include_all_metadata"],
};

/** Methods that Slack added since, with the arguments they take; "!" marks those they need. */
const NEWER_METHODS: Readonly<Record<string, readonly string[]>> = {
  "apps.connections.open": [],
  "files.getUploadURLExternal": ["filename!", "length!", "alt_text", "snippet_type"],
  "files.completeUploadExternal": ["files!", "channel_id", "channels", "thread_ts", "initial_comment", "blocks"],
};

/** Reads the published API from the reference folder; null when it is not there. */
export async function loadSlackSpec(): Promise<CheckSlackCall | null> {
  try {
    const path = new URL("../../../shared/specs/validate-slack.mjs", import.meta.url).href;
    const { validateWebCall } = (await import(path)) as {
      validateWebCall: (method: string, call: object) => readonly Problem[];
    };
    return (method, call) => {
      const newer = NEWER_METHODS[method];
      if (newer !== undefined) return checkNewer(newer, call);
      return validateWebCall(method, call)
        .filter(({ at, code }) => code !== "newer?" || NEWER[method]?.includes(at) !== true)
        .map(({ at, code, msg }) => `${at}: ${code}: ${msg}`);
    };
  } catch {
    return null;
  }
}

function checkNewer(wanted: readonly string[], call: Readonly<Record<string, unknown>>): string[] {
  const known = new Set(wanted.map((name) => name.replace("!", "")));
  const strange = Object.keys(call).filter((name) => name !== "token" && !known.has(name));
  const missing = wanted.filter((name) => name.endsWith("!") && call[name.slice(0, -1)] === undefined);
  return [...strange.map((name) => `${name}: not an argument`), ...missing.map((name) => `${name}: missing`)];
}
