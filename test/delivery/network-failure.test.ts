import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { networkFailure } from "../../src/delivery/network-failure.ts";
import { ChannelError } from "../../src/errors.ts";

/** As `fetch` throws it. */
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

describe("a call to a platform that got no answer", () => {
  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "ERR_PROXY_TUNNEL",
    "UND_ERR_PRX_TLS",
  ])("%s means that nothing was sent: it is for later", (code) => {
    for (const error of [withFields("x", { code }), fetchFailed(withFields("x", { code }))])
      expect(networkFailure(error)).toMatchObject({ outcome: "later", code: "unreachable" });
  });

  // Each as Node 24 threw it.
  test.each([
    ["a time-out of the system while connecting", withFields("x", { code: "ETIMEDOUT", syscall: "connect" })],
    ["a connection refused by a reset", withFields("x", { code: "ECONNRESET", syscall: "connect" })],
    [
      "several addresses of which none answered",
      Object.assign(new AggregateError([withFields("x", { code: "ETIMEDOUT", syscall: "connect" })]), {
        code: "ETIMEDOUT",
      }),
    ],
    [
      "a proxy that refuses fetch a tunnel",
      Object.assign(
        new Error("Request was cancelled.", {
          cause: withFields("Proxy response (403) !== 200 when HTTP Tunneling", { code: "UND_ERR_ABORTED" }),
        }),
        { code: 0 },
      ),
    ],
    [
      "a proxy that hangs up in its tunnel",
      withFields("Client network socket disconnected before secure TLS connection was established", {
        code: "ECONNRESET",
      }),
    ],
  ])("%s means that nothing was sent", (_what, cause) => {
    expect(networkFailure(fetchFailed(cause))).toMatchObject({ outcome: "later", code: "unreachable" });
  });

  test.each([
    ["a reset while reading", fetchFailed(withFields("x", { code: "ECONNRESET", syscall: "read" }))],
    ["a host that is lost while writing", fetchFailed(withFields("x", { code: "EHOSTUNREACH", syscall: "write" }))],
    ["the other side's hanging up", fetchFailed(withFields("other side closed", { code: "UND_ERR_SOCKET" }))],
    ["an abort of something else", fetchFailed(withFields("aborted", { code: "UND_ERR_ABORTED" }))],
    ["silence", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
    ["what is no error at all", "x"],
    ["nothing", undefined],
  ])("after %s it may have been sent", (_what, error) => {
    expect(networkFailure(error)).toMatchObject({ outcome: "unknown", code: "no-answer" });
  });

  test.each([
    "CERT_HAS_EXPIRED",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("%s is a matter of set-up", (code) => {
    expect(networkFailure(fetchFailed(withFields("x", { code })))).toMatchObject({
      outcome: "set-up",
      code: "untrusted-certificate",
    });
  });

  test("what was judged already stays so", () => {
    const known = new ChannelError("never", "too-large");
    expect(networkFailure(known)).toBe(known);
  });

  test("Node tells a port where nobody listens and TLS that is cut off from a call that was cut off", async () => {
    const cutting = createServer((socket) => void socket.once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => cutting.listen(0, "127.0.0.1", resolve));
    const { port } = cutting.address() as AddressInfo;
    const failureAt = (address: string) => fetch(address, { method: "POST", body: "x" }).then(String, networkFailure);
    expect(await failureAt(`https://127.0.0.1:${port}/`)).toMatchObject({ outcome: "later" });
    expect(await failureAt(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: "unknown" });
    await new Promise<void>((resolve) => cutting.close(() => resolve()));
    expect(await failureAt(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: "later" });
  });

  test("nothing of an error's words is kept: they may hold an address with a token", () => {
    const { stack, message } = networkFailure(fetchFailed(withFields("/bot123:secret", { code: "ECONNREFUSED" })));
    expect(`${stack} ${message}`).not.toContain("secret");
  });
});
