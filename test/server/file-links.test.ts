import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MessageFile } from "../../src/delivery/message.ts";
import { createLog } from "../../src/log.ts";
import { fileLinks } from "../../src/server/file-links.ts";
import { type RunningServer, startServer } from "../../src/server/server.ts";
import { fileStore } from "../../src/store/files.ts";
import { startFakeZaloBot } from "../support/fake-zalo-bot.ts";
import { zaloBotOn } from "../support/zalo-bot-channel.ts";

const PUBLIC_URL = "https://bot.example.org";
const START = new Date("2026-11-20T17:00:00+07:00");
const secretKey = Buffer.alloc(32, 7);
let now = START;
const links = fileLinks({ secretKey, publicUrl: PUBLIC_URL, clock: { now: () => now } });
const picture: MessageFile = { name: "Biểu đồ tuần 47.png", mime: "image/png", sha256: "ab".repeat(32) };

beforeEach(() => {
  now = START;
});

/** The two parts of an address behind /files/. */
const partsOf = (link: string): [token: string, name: string] => {
  const [token = "", name = ""] = link.replace(`${PUBLIC_URL}/files/`, "").split("/");
  return [token, name];
};

describe("links to files", () => {
  test("a link stands for its file until it expires, and not a moment longer", () => {
    const [token, name] = partsOf(links.linkTo(picture));
    expect(links.fileOf(token, name)).toEqual({ ...picture, name: "bieu-do-tuan-47.png" });
    now = new Date("2026-11-23T16:59:59.999+07:00");
    expect(links.fileOf(token, name)).not.toBeNull();
    now = new Date("2026-11-23T17:00:00+07:00");
    expect(links.fileOf(token, name)).toBeNull();
  });

  test("the name in a link is short plain ASCII with its ending, whatever the file is called", () => {
    const nameOf = (name: string) => partsOf(links.linkTo({ ...picture, name }))[1];
    expect(nameOf("../../etc/passwd")).toBe("etc-passwd");
    expect(nameOf('a"b\r\nx: y.docx')).toBe("a-b-x-y.docx");
    expect(nameOf("Đề án 06.PDF")).toBe("de-an-06.pdf");
    expect(nameOf("表")).toBe("file");
    expect(nameOf(`${"dài ".repeat(80)}.xlsx`)).toMatch(/^[a-z-]{40,56}\.xlsx$/);
  });

  test("a link is good under its own name, key and letters only", () => {
    const [token, name] = partsOf(links.linkTo(picture));
    const other = fileLinks({ secretKey: Buffer.alloc(32, 8), publicUrl: PUBLIC_URL, clock: { now: () => now } });
    expect(other.fileOf(token, name)).toBeNull();
    expect(links.fileOf(token, "other.png")).toBeNull();
    for (const strange of ["", "x", `${token}=`, `${token} `, `${token}A`, token.slice(0, -1), "A".repeat(100_000)]) {
      expect(links.fileOf(strange, name), strange.slice(0, 20)).toBeNull();
    }
  });

  test("no change of a single bit leaves a link good", () => {
    const [token, name] = partsOf(links.linkTo(picture));
    const bytes = Buffer.from(token, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(links.fileOf(changed.toString("base64url"), name), `bit ${bit}`).toBeNull();
    }
  });

  test("every name and kind of file gives a link that reads back as the same bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (name, mime) => {
        const sha256 = createHash("sha256").update(name).digest("hex");
        const link = links.linkTo({ name, mime, sha256 });
        expect(new URL(link).href).toBe(link);
        expect(link.length).toBeLessThan(400);
        expect(links.fileOf(...partsOf(link))).toMatchObject({ sha256 });
      }),
    );
  });
});

describe("files given away by the server", () => {
  let folder: string;
  let server: RunningServer;
  let store: ReturnType<typeof fileStore>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "nhacviec-links-"));
    store = fileStore(folder);
    server = await startServer({
      host: "127.0.0.1",
      port: 0,
      hooks: new Map(),
      ready: async () => ({ ok: true, problems: [] }),
      metrics: async () => "",
      console: null,
      files: { links, read: (sha256) => store.read(sha256) },
      log: createLog("silent"),
    });
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const keep = async (bytes: Uint8Array, rest: Partial<MessageFile> = {}): Promise<MessageFile> => ({
    ...picture,
    ...rest,
    sha256: await store.put(bytes),
  });
  const fetchLink = (link: string) => fetch(link.replace(PUBLIC_URL, server.url));

  test("a picture comes with its kind and bytes, for this reader only and not to be guessed at", async () => {
    const bytes = randomBytes(3000);
    const response = await fetchLink(links.linkTo(await keep(bytes)));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": 'inline; filename="bieu-do-tuan-47.png"',
      "cache-control": "private",
      "x-content-type-options": "nosniff",
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test("what is no picture is saved, never run on our address", async () => {
    const page = await keep(Buffer.from("<script>1</script>"), { name: "a.html", mime: "text/html" });
    const drawing = await keep(Buffer.from("<svg/>"), { name: "a.svg", mime: "image/svg+xml" });
    const odd = await keep(Buffer.from("x"), { name: "a.bin", mime: "text/html\r\nx: y" });
    const seen = await Promise.all(
      [page, drawing, odd].map(async (file) => (await fetchLink(links.linkTo(file))).headers),
    );
    expect(seen.map((headers) => headers.get("content-disposition")?.split(";")[0])).toEqual(
      Array(3).fill("attachment"),
    );
    expect(seen[2]?.get("content-type")).toBe("application/octet-stream");
  });

  test("forged, expired and gone are the same answer", async () => {
    const link = links.linkTo(await keep(Buffer.from("x")));
    const gone = links.linkTo(picture);
    const expired = links.linkTo({ ...picture, sha256: await store.put(Buffer.from("y")) });
    now = new Date("2026-11-23T16:00:00+07:00");
    const fresh = links.linkTo(await keep(Buffer.from("x")));
    now = new Date("2026-11-24T08:00:00+07:00");
    const forged = fresh.replace("/files/A", "/files/B");
    const answers = await Promise.all(
      [
        link,
        gone,
        expired,
        forged,
        `${PUBLIC_URL}/files/${"a".repeat(64)}/x.png`,
        `${PUBLIC_URL}/files/x/..%2f..%2fx`,
      ].map(async (one) => {
        const response = await fetchLink(one);
        return [response.status, await response.text()];
      }),
    );
    expect(answers).toEqual(Array(6).fill([404, "not found\n"]));
    expect((await fetchLink(fresh)).status).toBe(200);
  });

  test("Zalo fetches the picture of a message from our own server", async () => {
    const api = await startFakeZaloBot({ hosts: new Map([[PUBLIC_URL, server.url]]) });
    const { channel } = zaloBotOn(api, { fileLink: links.linkTo });
    const bytes = randomBytes(500);
    const file = await keep(bytes);
    const message = { title: null, body: "Tuần 47", offer: null, files: [file] };
    await channel.send({ chatId: "1a5c9e0b", message, contents: [bytes], lastHeardAt: null });
    const [heard] = api.heard("1a5c9e0b");
    expect(heard).toMatchObject({ method: "sendPhoto", text: "Tuần 47", picture: { contentType: "image/png" } });
    expect(Buffer.from(heard?.picture?.bytes ?? [])).toEqual(bytes);
    expect(api.violations).toEqual([]);
    await api.stop();
  });
});
