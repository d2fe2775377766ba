export type SlackButton = { readonly text: string; readonly value: string; readonly actionId: string };

export type SlackPosted = {
  readonly ts: string;
  readonly text: string;
  readonly buttons: readonly SlackButton[];
  readonly thread: string | null;
  readonly metadata: unknown;
  readonly raw: Readonly<Record<string, unknown>>;
};

type Block = {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly elements?: readonly {
    readonly text: { readonly text: string };
    readonly value: string;
    readonly action_id: string;
  }[];
};

/** A message as a person sees it: its blocks, which must say the same as its text; and what is wrong with it. */
export function slackMessage(
  call: Readonly<Record<string, unknown>>,
  ts: string,
): { readonly posted: SlackPosted; readonly problems: readonly string[] } {
  const blocks = (call.blocks ?? []) as Block[];
  const text = unescapeSlack(String(call.text ?? ""));
  const header = blocks.find(({ type }) => type === "header")?.text?.text;
  const sections = blocks.filter(({ type }) => type === "section").map((block) => block.text?.text ?? "");
  const seen = [...(header === undefined ? [] : [header]), ...sections].join(" ").replace(/\u2060/g, "");
  const buttons = blocks
    .filter(({ type }) => type === "actions")
    .flatMap(({ elements = [] }) => elements)
    .map((element) => ({ text: element.text.text, value: element.value, actionId: element.action_id }));
  const thread = typeof call.thread_ts === "string" ? call.thread_ts : null;
  const problems = [
    ...(squeeze(seen) === squeeze(text) ? [] : [`blocks say ${JSON.stringify(seen)}, text ${JSON.stringify(text)}`]),
    ...(/<[!@#]/.test(JSON.stringify(call)) ? ["a live mention"] : []),
  ];
  return { posted: { ts, text, buttons, thread, metadata: call.metadata, raw: call }, problems };
}

const unescapeSlack = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const squeeze = (text: string): string => text.replace(/\s+/g, " ").trim();
