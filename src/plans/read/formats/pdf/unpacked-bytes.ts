import { createInflateRaw } from "node:zlib";

/** A stream may be packed so often; a file that packs one more often hides something. */
const MOST_LAYERS = 4;
/** Letters for which 4 bytes stand in each text encoding of a stream; so many show whether something packed is inside. */
const SAMPLE = 10;

/** True for the first two bytes of Flate data (RFC 1950), as loosely as readers of PDFs check them. */
const looksPacked = (bytes: Uint8Array): boolean => {
  const [first = 0, second = 0] = bytes;
  return bytes.length > 2 && (first & 15) === 8 && (first * 256 + second) % 31 === 0 && (second & 32) === 0;
};

/** The bytes that ASCIIHexDecode gives (ISO 32000-2, 7.4.2). */
const fromHex = (text: string): Buffer => Buffer.from(text.replace(/>[\s\S]*$|[^\dA-Fa-f]/g, ""), "hex");

/** The bytes that ASCII85Decode gives (ISO 32000-2, 7.4.3); a last group that is not whole is left out. */
function fromBase85(text: string): Buffer {
  const end = text.indexOf("~>");
  const letters = (end < 0 ? text : text.slice(0, end)).replaceAll("z", "!!!!!").replace(/[^!-u]/g, "");
  const bytes = Buffer.alloc(Math.floor(letters.length / 5) * 4);
  for (let group = 0; group * 4 < bytes.length; group += 1) {
    let value = 0;
    for (let at = 0; at < 5; at += 1) value = value * 85 + letters.charCodeAt(group * 5 + at) - 33;
    bytes.writeUInt32BE(value % 2 ** 32, group * 4);
  }
  return bytes;
}

/** What is packed in a stream: itself, or what its letters up to the next keyword stand for; null when neither looks packed. */
function packedIn(stream: Buffer): Buffer | null {
  if (looksPacked(stream)) return stream;
  const sample = stream.toString("latin1", 0, 64).trimStart().slice(0, SAMPLE);
  const decode = [fromHex, fromBase85].find((each) => looksPacked(each(sample)));
  if (decode === undefined) return null;
  const end = stream.indexOf("stream");
  return decode(stream.toString("latin1", 0, end < 0 ? stream.length : end));
}

/**
 * How many bytes a stream that begins here becomes, counted to one above `most`, through every layer it is packed in; 0 for one that is
 * not packed by Flate. Of a broken one, what it gives before it breaks.
 */
export async function unpackedBytes(stream: Buffer, most: number, layers = MOST_LAYERS): Promise<number> {
  const packed = packedIn(stream);
  if (packed === null) return 0;
  if (layers === 0) return most + 1;
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const inner: Buffer[] = [];
  let bytes = 0;
  try {
    inflate.end(packed.subarray(2));
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      if (inner.length > 0 || (bytes === 0 && packedIn(chunk) !== null)) inner.push(chunk);
      bytes += chunk.length;
      if (bytes > most) return most + 1;
    }
  } catch {
    // A reader makes do with what came before the break, and so does the count.
  }
  return inner.length === 0 ? bytes : Math.max(bytes, await unpackedBytes(Buffer.concat(inner), most, layers - 1));
}
