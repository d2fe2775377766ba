import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { isPublicAddress } from "../../../src/delivery/public-address.ts";
import { zaloBotOn } from "../../support/zalo-bot-channel.ts";

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  server = null;
});

/** A channel whose API root is this server, so that its own pictures may be fetched from loopback. */
async function serving(listener: RequestListener) {
  const one = createServer(listener);
  server = one;
  await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
  const apiRoot = `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
  const { channel } = zaloBotOn({ apiRoot, token: "1:x" });
  return { apiRoot, channel };
}

describe("fetching a picture that a Zalo event names", () => {
  test.each([
    "http://example.org/a.jpg",
    "https://127.0.0.1/a.jpg",
    "https://localhost/a.jpg",
    "https://[::1]/a.jpg",
    "https://[::ffff:10.0.0.5]/a.jpg",
    "https://10.1.2.3/a.jpg",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/a.jpg",
    "https://an:secret@example.org/a.jpg",
    "file:///etc/passwd",
    "no address",
  ])("%s is not called", async (address) => {
    const { channel } = zaloBotOn({ apiRoot: "https://bot-api.example.org", token: "1:x" });
    await expect(channel.download(address, 1000)).rejects.toMatchObject({ outcome: "never", code: "address-refused" });
  });

  test("private, local, reserved and multicast addresses are not public, in IPv4, IPv6 and one inside the other", () => {
    const closed = ["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.9.9.9", "169.254.169.254", "172.31.0.1", "192.168.1.1"];
    const more = [
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "fd00::1",
      "fe80::1",
      "ff02::1",
      "2001:db8::1",
    ];
    for (const address of [...closed, ...more, "::ffff:192.168.1.1", "::ffff:7f00:1"]) {
      expect(isPublicAddress(address), address).toBe(false);
    }
    for (const address of ["1.1.1.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]) {
      expect(isPublicAddress(address), address).toBe(true);
    }
  });

  test("a redirect is followed only to where a picture might have come from at once", async () => {
    const { apiRoot, channel } = await serving((request, response) => {
      if (request.url === "/inward") response.writeHead(302, { location: "http://127.0.0.1:9/secret" }).end();
      else if (request.url === "/here") response.writeHead(301, { location: "/picture" }).end();
      else if (request.url === "/round") response.writeHead(307, { location: "/round" }).end();
      else response.end("picture");
    });
    await expect(channel.download(`${apiRoot}/inward`, 1000)).rejects.toMatchObject({ code: "address-refused" });
    await expect(channel.download(`${apiRoot}/round`, 1000)).rejects.toMatchObject({ outcome: "never" });
    expect(Buffer.from(await channel.download(`${apiRoot}/here`, 1000)).toString()).toBe("picture");
  });

  test("a picture of unknown length is read no further than the limit", async () => {
    let written = 0;
    const { apiRoot, channel } = await serving((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000))) written += 10_000;
      };
      response.on("drain", more);
      more();
    });
    await expect(channel.download(`${apiRoot}/endless`, 50_000)).rejects.toMatchObject({
      outcome: "never",
      code: "too-large",
    });
    expect(written).toBeLessThan(50_000_000);
  });

  test.each([
    [404, "never"],
    [403, "never"],
    [410, "never"],
    [429, "later"],
    [500, "later"],
    [503, "later"],
  ] as const)("a picture answered with %d is fetched %s again", async (status, outcome) => {
    const { apiRoot, channel } = await serving((_request, response) => response.writeHead(status).end());
    await expect(channel.download(`${apiRoot}/a.jpg`, 1000)).rejects.toMatchObject({
      outcome,
      code: "file-not-served",
    });
  });

  test("a connection that breaks in the middle of a picture can be tried later", async () => {
    const { apiRoot, channel } = await serving((_request, response) => {
      response.writeHead(200, { "content-length": 500 });
      response.write("half", () => response.destroy());
    });
    await expect(channel.download(`${apiRoot}/a.jpg`, 1000)).rejects.toMatchObject({ outcome: "later" });
  });
});
