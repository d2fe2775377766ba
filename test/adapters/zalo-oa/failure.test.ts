import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { consentFailure, refusalOf, statusFailure } from "../../../adapters/zalo-oa/failure.ts";
import { networkFailure } from "../../../src/delivery/network-failure.ts";
import { type ZaloOaOnFake, zaloOaOnFake } from "../../support/zalo-oa-on-fake.ts";

const now = new Date("2026-11-23T22:00:00+07:00");
const moment = { now, random: () => 0.5, retryAfterMs: null };
const MINUTE_MS = 60_000;

describe("what Zalo's error codes mean", () => {
  // The error table of the reference, row by row, and the main errors of templates.
  test.each([
    [-216, "set-up", "bad-token", null],
    [-220, "set-up", "bad-token", null],
    [-124, "set-up", "bad-token", null],
    [-32, "later", "too-many-requests", 0.75 * MINUTE_MS],
    [-200, "later", "send-failed", MINUTE_MS],
    [-213, "never", "blocked", null],
    [-217, "never", "blocked", null],
    [-218, "never", "receives-no-more", null],
    [-227, "never", "blocked", null],
    [-230, "never", "window-closed", null],
    [-232, "never", "window-closed", null],
    [-244, "never", "refused-by-person", null],
    [-201, "never", "refused", null],
    [-210, "never", "too-long", null],
    [-233, "never", "kind-not-taken", null],
    [-100, "never", "upload-expired", null],
    [-211, "later", "quota-used-up", 60 * MINUTE_MS],
    [-234, "later", "night", (8 * 60 + 5) * MINUTE_MS],
    [-214, "later", "still-processing", MINUTE_MS],
    [-204, "set-up", "account-disabled", null],
    [-205, "set-up", "account-missing", null],
    [-209, "set-up", "app-inactive", null],
    [-212, "set-up", "permission-missing", null],
    [-219, "set-up", "app-removed", null],
    [-221, "set-up", "account-unverified", null],
    [-223, "set-up", "permission-missing", null],
    [-224, "set-up", "plan-too-low", null],
    [-235, "set-up", "account-kind", null],
    [-240, "set-up", "call-shut", null],
    [-242, "set-up", "proof-wanted", null],
    [-248, "set-up", "against-policy", null],
    [-320, "set-up", "wallet", null],
    [-321, "set-up", "wallet", null],
    [-237, "set-up", "group-expired", null],
    [-238, "set-up", "group-asset-used", null],
    [-241, "set-up", "group-asset-used", null],
    [-403, "never", "unknown-chat", null],
    [-249, "set-up", "bad-template", null],
    [-14002, "set-up", "app-inactive", null],
    [-14003, "set-up", "wrong-callback", null],
    [-109, "set-up", "bad-template", null],
    [-1122, "set-up", "bad-template", null],
    [-115, "set-up", "wallet", null],
    [-135, "set-up", "permission-missing", null],
    [-114, "never", "refused-by-person", null],
    [-119, "never", "refused-by-person", null],
    [-133, "later", "night", (8 * 60 + 5) * MINUTE_MS],
    [-144, "later", "quota-used-up", 60 * MINUTE_MS],
    [-999, "never", "refused", null],
  ])("Zalo's %i is «%s», %s", (error, outcome, code, retryAfterMs) => {
    expect(refusalOf(error, moment)).toMatchObject({ outcome, code, retryAfterMs });
  });

  test("processes that are too fast do not all come back at the same moment", () => {
    const waitWith = (random: number) => refusalOf(-32, { ...moment, random: () => random }).retryAfterMs;
    expect([waitWith(0), waitWith(0.999)]).toEqual([15_000, 74_940]);
  });

  test("a time that a gateway names is obeyed", () => {
    expect(refusalOf(-32, { ...moment, retryAfterMs: 7000 }).retryAfterMs).toBe(7000);
    expect(statusFailure(429, { ...moment, retryAfterMs: 7000 }).retryAfterMs).toBe(7000);
  });

  test.each([
    [500, "later", "platform-down"],
    [502, "later", "platform-down"],
    [503, "later", "platform-down"],
    [504, "unknown", "no-answer"],
    [408, "unknown", "no-answer"],
    [429, "later", "too-many-requests"],
    [404, "set-up", "wrong-address"],
    [200, "unknown", "no-answer"],
  ])("an answer of HTTP %i without Zalo's envelope is «%s», %s", (status, outcome, code) => {
    expect(statusFailure(status, moment)).toMatchObject({ outcome, code });
  });

  test.each([
    ["ECONNREFUSED", "later", "unreachable"],
    ["ENOTFOUND", "later", "unreachable"],
    ["UND_ERR_CONNECT_TIMEOUT", "later", "unreachable"],
    ["ECONNRESET", "unknown", "no-answer"],
  ])("a connection that fails with %s to Zalo is «%s», %s", (code, outcome, ours) => {
    const error = new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });
    expect(networkFailure(error)).toMatchObject({ outcome, code: ours });
  });

  test.each([
    [200, -14014, "", "set-up", "consent-needed"],
    [400, -14014, "", "set-up", "consent-needed"],
    [200, -216, "", "set-up", "consent-needed"],
    [200, -1, "Refresh token is expired", "set-up", "consent-needed"],
    [200, -14002, "", "set-up", "app-inactive"],
    [200, -209, "", "set-up", "app-inactive"],
    [200, -32, "", "later", "too-many-requests"],
    [429, null, "", "later", "too-many-requests"],
    [200, -200, "", "later", "send-failed"],
    [200, -1, "internal error", "later", "renewal-refused"],
    [200, -201, "", "later", "renewal-refused"],
    [503, -1, "refresh token service is away", "later", "platform-down"],
    [500, -14014, "", "later", "platform-down"],
    [408, null, "", "later", "platform-down"],
    [502, null, "", "later", "platform-down"],
    [200, null, "", "later", "platform-down"],
    [200, 0, "", "later", "platform-down"],
  ])("a refresh that is answered %i with error %s «%s» is «%s», %s", (status, error, words, outcome, code) => {
    expect(consentFailure(status, error, words)).toMatchObject({ outcome, code });
  });
});

describe("failures on the way to Zalo and back", () => {
  const CS = "/v3.0/oa/message/cs";
  let world: ZaloOaOnFake;
  beforeAll(async () => {
    world = await zaloOaOnFake();
    await world.channel.start(async () => undefined);
  });
  beforeEach(() => world.logged.splice(0));
  afterAll(async () => await world.stop());

  test.each([
    [{ error: -213 }, "never", "blocked"],
    [{ error: -234 }, "later", "night"],
    [{ status: 502 }, "later", "platform-down"],
    [{ status: 200, body: "<html>Bảo trì</html>" }, "unknown", "no-answer"],
    [{ status: 200, body: '{"error":"-213"}' }, "never", "blocked"],
    [{ status: 200, body: '{"message":"no error field"}' }, "unknown", "no-answer"],
    [{ reset: true }, "unknown", "no-answer"],
  ] as const)("when Zalo answers %j the sender is told «%s», %s", async (fault, outcome, code) => {
    world.zalo.fail(CS, fault);
    await expect(world.send(7, { body: "bí mật" })).rejects.toMatchObject({ name: "ChannelError", outcome, code });
    expect(world.logged.join()).not.toMatch(/bí mật|access-|Bảo trì/);
  });

  test("a received file is fetched by https only, and says whether asking again helps", async () => {
    const { channel, zalo } = world;
    for (const address of ["http://example.org/a", "file:///etc/passwd", "ftp://x/y", "no address"]) {
      await expect(channel.download(address, 10)).rejects.toMatchObject({ outcome: "never", code: "file-not-served" });
    }
    await expect(channel.download(`${zalo.apiRoot}/media/gone`, 10)).rejects.toMatchObject({ outcome: "never" });
    zalo.fail("/away", { status: 503 });
    await expect(channel.download(`${zalo.apiRoot}/away`, 10)).rejects.toMatchObject({ outcome: "later" });
  });

  test.each(["http", "https"])(
    "a redirect of a file to a neighbour by %s is refused before it is called",
    async (scheme) => {
      let calls = 0;
      const neighbour = createServer((_, response) => {
        calls++;
        response.end("secret");
      }).on("connection", () => calls++);
      await new Promise<void>((resolve) => neighbour.listen(0, "127.0.0.1", resolve));
      const location = `${scheme}://127.0.0.1:${(neighbour.address() as AddressInfo).port}/latest/meta-data`;
      world.zalo.fail("/moved", { status: 302, headers: { location } });
      const refused = { outcome: "never", code: "file-not-served" };
      await expect(world.channel.download(`${world.zalo.apiRoot}/moved`, 100)).rejects.toMatchObject(refused);
      if (scheme === "https") await expect(world.channel.download(location, 100)).rejects.toMatchObject(refused);
      await new Promise((resolve) => neighbour.close(resolve));
      expect(calls).toBe(0);
    },
  );

  test("a redirect of a file within the platform is followed, a chain of them is not for ever", async () => {
    const { channel, zalo } = world;
    const onward = { status: 302, headers: { location: "/moved" } };
    zalo.fail("/moved", onward, { status: 200, body: "bytes" });
    expect(Buffer.from(await channel.download(`${zalo.apiRoot}/moved`, 10)).toString()).toBe("bytes");
    zalo.fail("/moved", onward, onward, onward, onward, onward);
    await expect(channel.download(`${zalo.apiRoot}/moved`, 10)).rejects.toMatchObject({ outcome: "never" });
  });
});
