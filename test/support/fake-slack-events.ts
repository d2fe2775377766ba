/** What Slack sends a bot, transcribed from docs.slack.dev (Events API, interaction payloads, slash commands). */

const TEAM = "T0NHACVIEC";
const APP = "A0NHACVIEC";

export const slackEscape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** An Events API call around one event. */
export const eventCallback = (eventId: string, event: object, botUserId = "U0BOT"): object => ({
  token: "deprecated",
  team_id: TEAM,
  api_app_id: APP,
  event,
  type: "event_callback",
  event_id: eventId,
  event_time: 1_763_600_000,
  authorizations: [{ team_id: TEAM, user_id: botUserId, is_bot: true }],
  is_ext_shared_channel: false,
});

export const directMessage = (user: string, channel: string, text: string, ts: string, more: object = {}): object => ({
  type: "message",
  channel,
  user,
  text: slackEscape(text),
  ts,
  event_ts: ts,
  channel_type: "im",
  team: TEAM,
  ...more,
});

export const tapPayload = (tap: {
  readonly user: string;
  readonly channel: string;
  readonly value: string;
  readonly actionId: string;
  readonly trigger: string;
  readonly actionTs: string;
  /** The message tapped, as Slack has it; left out where Slack gives no metadata. */
  readonly message: object;
}): object => ({
  type: "block_actions",
  user: { id: tap.user, username: "nguoi", name: "nguoi", team_id: TEAM },
  api_app_id: APP,
  container: { type: "message", message_ts: "1.1", channel_id: tap.channel, is_ephemeral: false },
  trigger_id: tap.trigger,
  team: { id: TEAM, domain: "nhacviec" },
  channel: { id: tap.channel, name: "directmessage" },
  message: tap.message,
  state: { values: {} },
  response_url: "https://hooks.slack.com/actions/T0/1/x",
  actions: [
    {
      action_id: tap.actionId,
      block_id: "b",
      text: { type: "plain_text", text: "x" },
      value: tap.value,
      type: "button",
      action_ts: tap.actionTs,
    },
  ],
});

export const homeTapPayload = (user: string, value: string, trigger: string): object => ({
  type: "block_actions",
  user: { id: user, username: "nguoi", team_id: TEAM },
  api_app_id: APP,
  container: { type: "view", view_id: "V1" },
  trigger_id: trigger,
  view: { id: "V1", type: "home" },
  actions: [{ action_id: "choice 0", block_id: "b", value, type: "button", action_ts: "5.5" }],
});

/** A modal sent: `values` are what stands in each field, an option's as chosen. */
export const submission = (
  user: string,
  view: {
    readonly id: string;
    readonly private_metadata: string;
    readonly callback_id: string;
    readonly blocks: unknown;
  },
  values: Readonly<Record<string, string>>,
): object => ({
  type: "view_submission",
  user: { id: user, username: "nguoi", team_id: TEAM },
  api_app_id: APP,
  trigger_id: "9.9",
  view: {
    id: view.id,
    type: "modal",
    callback_id: view.callback_id,
    private_metadata: view.private_metadata,
    hash: "156772938.1827394",
    state: {
      values: Object.fromEntries(
        (view.blocks as { block_id: string; element: { type: string; action_id: string } }[]).map((block) => {
          const value = values[block.block_id] ?? "";
          const filled =
            block.element.type === "static_select"
              ? { selected_option: value === "" ? null : { text: { type: "plain_text", text: value }, value } }
              : { value: value === "" ? null : value };
          return [block.block_id, { [block.element.action_id]: { type: block.element.type, ...filled } }];
        }),
      ),
    },
  },
});

export const slashCommand = (user: string, channel: string, text: string, trigger: string): Record<string, string> => ({
  token: "deprecated",
  team_id: TEAM,
  channel_id: channel,
  channel_name: "privategroup",
  user_id: user,
  user_name: "nguoi",
  command: "/nhacviec",
  text,
  api_app_id: APP,
  trigger_id: trigger,
  response_url: "https://hooks.slack.com/commands/T0/1/x",
});
