import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromPdf } from "../../../../src/plans/read/formats/from-pdf.ts";
import { PlanReadError } from "../../../../src/plans/read/plan-read-error.ts";
import { fixture, refusalOf } from "./read-fixture.ts";
import { picture, ruledCells, smallPdf, words } from "./small-pdf.ts";

const small = smallPdf([
  { drawings: [...ruledCells([70, 300, 500], [80, 100, 120]), words(75, 95, "Việc"), words(305, 95, "Hạn")] },
  { drawings: [words(70, 100, "Sở Y tế kiểm tra các bệnh viện trước ngày 30/6/2026.")] },
]);

/** More than is drawn on any page. */
const LONG = Buffer.alloc(17 * 1024 * 1024, " ");

/** The small PDF with one more stream of these bytes. */
const withStream = (entries: string, packed: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n9 0 obj\n<< /Length ${packed.length} ${entries} >>\nstream${packed[0] === 32 ? "" : "\n"}`),
    packed,
    Buffer.from("\nendstream\nendobj\n"),
    small,
  ]);

function base85(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    let value = bytes.readUInt32BE(at);
    let group = "";
    for (let letter = 0; letter < 5; letter += 1) {
      group = String.fromCharCode((value % 85) + 33) + group;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return `${text}~>`;
}

describe("a PDF is refused", () => {
  test("when it is a scan, saying how many pages bear no words", async () => {
    const pages = Array.from({ length: 12 }, () => ({ drawings: [picture] }));
    const { code, seen, accepted } = await refusalOf(smallPdf(pages));
    expect([code, seen, accepted]).toEqual(["no-text", "12 pages without words", ".docx"]);
  });

  test("when a scanner's stamp is all it says", async () => {
    const stamp = words(60, 420, "Quét bằng điện thoại");
    const pages = Array.from({ length: 3 }, () => ({ drawings: [picture, stamp] }));
    expect((await refusalOf(smallPdf(pages))).code).toBe("no-text");
  });

  test("when it is a drawing without words", async () => {
    const { code } = await refusalOf(smallPdf([{ drawings: ruledCells([70, 300, 500], [80, 100, 120]) }]));
    expect(code).toBe("no-text");
  });

  test("when it opens only with a password", async () => {
    expect((await refusalOf(fixture("locked.pdf"))).code).toBe("password");
  });

  test("when it has more pages than anybody reviews", async () => {
    const pages = Array.from({ length: 2001 }, () => ({ drawings: [] }));
    const { code, seen, accepted } = await refusalOf(smallPdf(pages));
    expect([code, seen, accepted]).toEqual(["too-large", "2001 pages", "2000 pages"]);
  });

  test("when its pages unpack to far more than a page holds", async () => {
    const { code, accepted } = await refusalOf(withStream("/Filter /FlateDecode", deflateSync(LONG)));
    expect([code, accepted]).toEqual(["expands-too-far", "16 MB"]);
  });

  test.each([
    ["packed twice", "/Filter [/FlateDecode /FlateDecode]", deflateSync(deflateSync(LONG))],
    ["packed three times", "/Filter [/Fl /Fl /Fl]", deflateSync(deflateSync(deflateSync(LONG)))],
    ["packed under an escaped name", "/Filter /F#6cateDecode", deflateSync(LONG)],
    ["packed behind long entries", `/Filter /FlateDecode /Pad (${"x".repeat(1000)})`, deflateSync(LONG)],
    [
      "packed and written in letters",
      "/Filter [/ASCIIHexDecode /FlateDecode]",
      Buffer.from(`${deflateSync(LONG).toString("hex")}>`),
    ],
    ["packed and written in base 85", "/Filter [/ASCII85Decode /FlateDecode]", Buffer.from(base85(deflateSync(LONG)))],
    [
      "packed with a broken end",
      "/Filter /FlateDecode",
      Buffer.concat([deflateSync(LONG).subarray(0, -20), Buffer.alloc(40, 255)]),
    ],
    ["packed after a longer line", "/Filter /FlateDecode", Buffer.concat([Buffer.from("  \r\n"), deflateSync(LONG)])],
  ])("when a page is %s and unpacks to far more", async (_, entries, packed) => {
    expect(await refusalOf(withStream(entries, packed))).toMatchObject({ code: "expands-too-far", accepted: "16 MB" });
  });

  test("when a picture unpacks to more than one of a full page, be it one or only said to be", async () => {
    const picture = "/Subtype /Image /Filter /FlateDecode";
    const tooLarge = deflateSync(Buffer.alloc(41 * 1024 * 1024));
    expect(await refusalOf(withStream(picture, tooLarge))).toMatchObject({
      code: "expands-too-far",
      accepted: "40 MB",
    });
    const { blocks } = await fromPdf(withStream(picture, deflateSync(LONG)), "ke-hoach.pdf");
    expect(blocks.length).toBeGreaterThan(0);
  });

  test("when it was cut off, wherever", async () => {
    const whole = fixture("schools-programme.pdf");
    for (const part of [0, 0.01, 0.3, 0.6, 0.9, 0.99]) {
      const { code } = await refusalOf(whole.subarray(0, Math.floor(part * whole.length)));
      expect(code).toBe("damaged");
    }
  });

  test("when it only begins and ends like one", async () => {
    const noise = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(5000, "mưa "), Buffer.from("startxref\n9\n")]);
    expect((await refusalOf(noise)).code).toBe("damaged");
  });
});

const changes = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 10 });

/** The bytes with some changed. */
const changed = (bytes: Uint8Array, places: readonly (readonly [number, number])[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  for (const [place, byte] of places) copy[place % copy.length] = byte;
  return copy;
};

describe("whatever happened to a PDF's bytes,", () => {
  test.each([
    ["a small one", small, 150],
    ["a printed one", fixture("schools-programme.pdf"), 40],
  ] as const)("%s is read or refused, and nothing else goes wrong", async (_, bytes, runs) => {
    await fc.assert(
      fc.asyncProperty(changes, async (places) => {
        const problem: unknown = await fromPdf(changed(bytes, places), "ke-hoach.pdf").catch((error: unknown) => error);
        if (problem instanceof Error) expect(problem).toBeInstanceOf(PlanReadError);
      }),
      { numRuns: runs },
    );
  });
});
