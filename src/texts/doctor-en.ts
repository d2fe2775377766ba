import type { doctorVi } from "./doctor-vi.ts";

export const doctorEn: typeof doctorVi = {
  telegram: {
    token: {
      ok: ({ bot }) => `the token is good, the bot is @${bot}.`,
      wrong: ({ error }) =>
        `Telegram refuses the token (${error}). Get it again: @BotFather → /mybots → your bot → API Token, then correct TELEGRAM_BOT_TOKEN. Where the network blocks Telegram, set HTTPS_PROXY or TELEGRAM_API_ROOT.`,
    },
    groups: {
      ok: () => "the bot may be added to groups.",
      wrong: () => "the bot may not be added to groups: @BotFather → Bot Settings → Allow Groups → Turn on.",
    },
    "group-messages": {
      ok: ({ all }) =>
        all === 1
          ? "the bot sees every message of its groups; those that address it are enough (@BotFather → Group Privacy → Turn on)."
          : "in groups the bot sees only what addresses it, as it should be.",
      wrong: () => "what the bot sees in groups is not known.",
    },
    webhook: {
      ok: ({ mode }) => (mode === "polling" ? "the bot fetches its messages (polling)." : "the webhook is in place."),
      wrong: ({ mode, found, error }) =>
        error !== undefined
          ? `the webhook could not be asked for (${error}); try again later.`
          : mode === "polling"
            ? `a webhook is set (${found}) while TELEGRAM_MODE=polling; start the program, it takes it away.`
            : `the webhook is “${found}” and should be PUBLIC_URL/hooks/telegram; start the program to set it.`,
    },
    "webhook-updates": {
      ok: () => "the webhook gets every kind of update.",
      wrong: ({ missing }) => `the webhook does not get: ${missing}; start the program to set it again.`,
    },
    "webhook-waiting": {
      ok: ({ waiting }) => `${waiting} updates waiting.`,
      wrong: ({ waiting }) => `${waiting} updates waiting and nobody takes them; is the program running?`,
    },
    "webhook-error": {
      ok: () => "no error of the webhook.",
      wrong: ({ at, said }) =>
        `Telegram's last call failed: “${said}” at ${at}. Check PUBLIC_URL, the https certificate and the firewall.`,
    },
    commands: {
      ok: ({ lists }) => `${lists} lists of commands are published.`,
      wrong: ({ outdated, error }) =>
        error === undefined
          ? `${outdated} lists of commands are out of date; start the program to publish them.`
          : `the lists of commands could not be seen (${error}); try again later.`,
    },
  },
  slack: {
    token: {
      ok: ({ bot, team }) => `the token is good, the bot is ${bot} in the workspace ${team}.`,
      wrong: ({ problem }) =>
        `Slack refuses the token (${problem}). api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token, then correct SLACK_BOT_TOKEN.`,
    },
    permissions: {
      ok: () => "all permissions are given.",
      wrong: ({ missing }) =>
        `missing permissions: ${missing}. OAuth & Permissions → Bot Token Scopes → add them → Reinstall to Workspace.`,
    },
    socket: {
      ok: () => "socket mode opens.",
      wrong: ({ problem }) =>
        `socket mode does not open (${problem}). Basic Information → App-Level Tokens → one with connections:write, then correct SLACK_APP_TOKEN; Socket Mode → on.`,
    },
    "signing-secret": {
      ok: () => "there is a signing secret; Slack calls PUBLIC_URL/hooks/slack.",
      wrong: () => "SLACK_SIGNING_SECRET is missing: Basic Information → App Credentials → Signing Secret.",
    },
  },
  "zalo-bot": {
    token: {
      ok: ({ account }) => `the token is good, the bot is ${account}.`,
      wrong: ({ reason }) =>
        `Zalo refuses the token (${reason}). In Zalo: the account “Zalo Bot Manager” → mini app “Zalo Bot Creator” → your bot → get the token again, then correct ZALO_BOT_TOKEN.`,
    },
    groups: {
      ok: () => "the bot may be added to groups.",
      wrong: () => "the bot may not be added to groups; allow it in Zalo Bot Creator if it should post there.",
    },
    webhook: {
      ok: ({ mode }) =>
        mode === "polling" ? "the bot fetches its messages; for trying out only." : "the webhook is in place.",
      wrong: ({ mode, seen, reason }) =>
        reason !== undefined
          ? `the webhook could not be asked for (${reason}); try again later.`
          : mode === "polling"
            ? `a webhook is set at ${seen} while ZALO_BOT_MODE=polling; start the program, it takes it away.`
            : `the webhook is at “${seen}” and should be PUBLIC_URL/hooks/zalo-bot; start the program to set it.`,
    },
    "file-links": {
      ok: () => "pictures go out by links that expire.",
      wrong: () => "no pictures can be sent; set PUBLIC_URL and SECRET_KEY.",
    },
  },
  "zalo-oa": {
    token: {
      ok: ({ hours }) => `the token is good for ${hours} hours and renews itself.`,
      wrong: ({ reason }) =>
        reason === "no-token"
          ? "there is no token: repeat the consent of the connecting guide and set ZALO_OA_REFRESH_TOKEN."
          : reason === "token-ended"
            ? "the token has ended; start the program to renew it. If that fails, repeat the consent and set ZALO_OA_REFRESH_TOKEN."
            : reason === "wrong-secret-key"
              ? "the stored token was sealed with another SECRET_KEY; put the old key back, or repeat the consent."
              : `the stored token cannot be read (${reason}); check the store.`,
    },
    "token-at-first-start": { ok: () => "the refresh token is exchanged at the first start." },
    account: {
      ok: ({ account }) => `Official Account: ${account}.`,
      wrong: ({ reason }) =>
        `Zalo does not show the account (${reason}). Check at developers.zalo.me → Official Account that it consented to the app.`,
    },
    verified: {
      ok: () => "the account is verified.",
      wrong: () => "the account is not verified and may not write first; verify it at oa.zalo.me.",
    },
    plan: {
      ok: ({ plan, until }) => `plan ${plan}${until === "" ? "" : `, until ${until}`}.`,
      wrong: () => "the account's plan is not known; look at oa.zalo.me.",
    },
    "webhook-by-hand": {
      ok: ({ address }) => `the webhook is set by hand at developers.zalo.me → Webhook: ${address}.`,
      wrong: () => "PUBLIC_URL is missing: Zalo cannot call us.",
    },
    template: {
      ok: ({ templateId }) =>
        templateId === ""
          ? "no template; outside the 7 days messages take another channel of the person."
          : `template ${templateId} serves outside the 7 days.`,
    },
  },
};
