import { describe, expect, test } from "vitest";
import { consoleChannel } from "../../../adapters/console/channel.ts";

const FILES_KEPT = 200;

describe("files on the browser console", () => {
  const channel = consoleChannel({ clock: { now: () => new Date("2026-11-20T09:00:00+07:00") } });
  const send = (number: number) => {
    const file = { name: `${number}.png`, mime: "image/png", sha256: `sha of ${number}` };
    const message = { title: null, body: "Tuần 47", offer: null, files: [file] };
    return channel.send({ chatId: "7", message, contents: [new Uint8Array([number % 256])], lastHeardAt: null });
  };
  const shown = (number: number) => channel.file(`sha of ${number}`)?.name ?? null;

  test("the newest two hundred are kept for the page, so that a long run does not fill the memory", async () => {
    for (let number = 0; number < FILES_KEPT; number++) expect(await send(number)).toMatchObject({ messages: 1 });
    expect(shown(0)).toBe("0.png");
    // Sent again it is among the newest.
    await send(0);
    await send(FILES_KEPT);
    expect([0, 1, 2, FILES_KEPT].map(shown)).toEqual(["0.png", null, "2.png", "200.png"]);
  });
});
