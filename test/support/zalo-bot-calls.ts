type Parameter = {
  readonly required: boolean;
  /** In UTF-16 units. */
  readonly shortest?: number;
  readonly longest?: number;
  readonly pattern?: RegExp;
};

const PUBLIC_HTTPS = /^https:\/\/(?!localhost|127\.|10\.|192\.168\.|\[)[^\s/]+\/\S+$/;
const chatId: Parameter = { required: true, shortest: 1, longest: 100 };

/** The methods that the bot may call and their parameters, all texts; transcribed from the reference page. */
const METHODS: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  getMe: {},
  getUpdates: { timeout: { required: false, pattern: /^\d{1,3}$/ } },
  setWebhook: {
    url: { required: true, pattern: PUBLIC_HTTPS },
    secret_token: { required: true, shortest: 8, longest: 256 },
  },
  getWebhookInfo: {},
  deleteWebhook: {},
  sendMessage: {
    chat_id: chatId,
    text: { required: true, shortest: 1, longest: 2000 },
    parse_mode: { required: false, pattern: /^(markdown|html)$/ },
  },
  sendPhoto: {
    chat_id: chatId,
    photo: { required: true, pattern: PUBLIC_HTTPS },
    caption: { required: false, shortest: 1, longest: 2000 },
  },
};

/** What a call has that the reference does not allow: verb, content type, method, parameters, their types and lengths. */
export function callProblems(
  verb: string,
  contentType: string | undefined,
  method: string,
  call: Readonly<Record<string, unknown>>,
): string[] {
  const parameters = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (parameters === undefined) return [`${method}: no such method`];
  const problems: string[] = [];
  if (verb !== "POST") problems.push(`${method}: called by ${verb}`);
  if (contentType !== "application/json") problems.push(`${method}: sent as ${contentType ?? "nothing"}`);
  for (const name of Object.keys(call)) if (!(name in parameters)) problems.push(`${method}: no parameter ${name}`);
  for (const [name, wanted] of Object.entries(parameters)) {
    const value = call[name];
    if (value === undefined && !wanted.required) continue;
    if (typeof value !== "string") problems.push(`${method}: ${name} is ${typeof value}`);
    else if (value.length < (wanted.shortest ?? 0)) problems.push(`${method}: ${name} is too short`);
    else if (value.length > (wanted.longest ?? 3000)) problems.push(`${method}: ${name} is too long`);
    else if (wanted.pattern !== undefined && !wanted.pattern.test(value))
      problems.push(`${method}: ${name} looks wrong`);
    else if (value !== value.normalize("NFC")) problems.push(`${method}: ${name} is not composed`);
  }
  return problems;
}
