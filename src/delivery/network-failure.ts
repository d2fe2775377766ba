import { ChannelError } from "../errors.ts";

/** Codes of Node, of its `fetch` (undici) and of proxies that come before the request can have left this machine. */
const NOTHING_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "ENETDOWN",
  "ENETUNREACH",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "EADDRNOTAVAIL",
  // A host or a firewall that drops packets.
  "UND_ERR_CONNECT_TIMEOUT",
  // A proxy that gives no tunnel: to node:https, and to a fetch that speaks TLS with the proxy.
  "ERR_PROXY_TUNNEL",
  "UND_ERR_PRX_TLS",
]);

/** While connecting nothing is sent whatever the code, such as ETIMEDOUT or ECONNRESET. */
const BEFORE_SENDING: ReadonlySet<string> = new Set(["getaddrinfo", "connect"]);
/** An established connection breaks with some of the same codes. */
const WHILE_SENDING: ReadonlySet<string> = new Set(["read", "write", "writev"]);

/** Where a code says too little: `fetch` refused a tunnel (UND_ERR_ABORTED), and TLS that was cut off (ECONNRESET). */
const WORDS_OF_NOTHING_SENT = /when HTTP Tunneling|before secure TLS connection was established/;

/** The other side's certificate is not trusted: a proxy that opens connections, or a clock that goes wrong. */
const UNTRUSTED = /^(CERT_|ERR_TLS_CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET_ISSUER|VERIFY))/;

/**
 * What a call that got no answer means: `later` only where nothing can have been sent, `set-up` where the other side's
 * certificate is not trusted, else `unknown`. Nothing of the error's text is kept: it may hold an address with a token.
 */
export function networkFailure(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  for (const one of chainOf(error)) {
    const code = textOf(one, "code");
    if (UNTRUSTED.test(code)) return new ChannelError("set-up", "untrusted-certificate");
    if (isBeforeSending(one, code)) return new ChannelError("later", "unreachable");
  }
  return new ChannelError("unknown", "no-answer");
}

function isBeforeSending(error: Error, code: string): boolean {
  const during = textOf(error, "syscall");
  if (WHILE_SENDING.has(during)) return false;
  return BEFORE_SENDING.has(during) || NOTHING_SENT.has(code) || WORDS_OF_NOTHING_SENT.test(error.message);
}

/** The error and its causes. Several addresses that were tried at once failed alike: the first speaks for them. */
function* chainOf(error: unknown): Generator<Error> {
  for (
    let one = error;
    one instanceof Error;
    one = one.cause ?? (one instanceof AggregateError ? one.errors[0] : null)
  ) {
    yield one;
  }
}

function textOf(error: Error, field: "code" | "syscall"): string {
  const value = (error as NodeJS.ErrnoException)[field];
  return typeof value === "string" ? value : "";
}
