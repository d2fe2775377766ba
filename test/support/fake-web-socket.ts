import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** The server's end of one web socket (RFC 6455), as far as short text frames go. */
export type FakeWebSocket = {
  send(text: string): void;
  ping(): void;
  /** Ends the connection without a word. */
  kill(): void;
};

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;
const CLOSE = 8;
const PING = 9;

/** Answers an upgrade and calls back with each text frame, and once at the end. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Socket,
  on: { text: (text: string) => void; close: () => void },
): FakeWebSocket {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let buffered = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (let frame = readFrame(buffered); frame !== null; frame = readFrame(buffered)) {
      buffered = buffered.subarray(frame.length);
      if (frame.kind === TEXT) on.text(frame.payload.toString("utf8"));
      if (frame.kind === CLOSE) socket.end(frameOf(CLOSE, frame.payload));
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", on.close);
  return {
    send: (text) => void socket.write(frameOf(TEXT, Buffer.from(text))),
    ping: () => void socket.write(frameOf(PING, Buffer.from("p"))),
    kill: () => void socket.destroy(),
  };
}

function frameOf(kind: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | kind, payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | kind, 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([0x80 | kind, 127, 0, 0, 0, 0]), uint32(payload.length)]);
  return Buffer.concat([head, payload]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The first whole frame of the bytes, unmasked; null when more is to come. Clients mask always, and here never send long frames. */
function readFrame(bytes: Buffer): { kind: number; payload: Buffer; length: number } | null {
  if (bytes.length < 6) return null;
  const short = (bytes[1] ?? 0) & 127;
  const at = short === 126 ? 4 : 2;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < at + 4 + size) return null;
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(
    bytes.subarray(at + 4, at + 4 + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  );
  return { kind: (bytes[0] ?? 0) & 15, payload, length: at + 4 + size };
}
