import { PGlite } from "@electric-sql/pglite";
import { errorMessage, errorReader } from "./server-errors.ts";

/** First byte of a message. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const firstByte = (letter: string): number => letter.charCodeAt(0);
/** Parse, Bind, Describe, Execute, Close, Flush: a Sync ends them. */
const SEQUENCE = new Set(["P", "B", "D", "E", "C", "H"].map(firstByte));
const SYNC = firstByte("S");
const QUERY = firstByte("Q");
const PARSE = firstByte("P");
/** A start-up message has no letter; its length comes first. */
const STARTUP = 0;
/** Everything else that a client may send: function call, copied data and its end, terminate. */
const OTHERS = ["F", "d", "c", "f", "X"].map(firstByte);
const KNOWN = new Set([...SEQUENCE, SYNC, QUERY, STARTUP, ...OTHERS]);

/** 3.0 */
const PROTOCOL_VERSION = 196_608;
/** What every connection starts with, whatever it asks for: settings of one would hold for all, and a wrong start-up breaks the session. */
const STARTUP_MESSAGE = startupMessage("user\0postgres\0database\0postgres\0\0");

/** Why the engine cannot go on: PostgreSQL's own code and words, or those of what was thrown. */
export type Breakdown = { readonly code: string; readonly message: string };

/**
 * PGlite as the socket server needs it: one session, shared by connections that each believe they have their own.
 *
 * The socket server lets a connection keep its turn while `isInTransaction()` is true. Parse, Bind, Execute and Sync of one statement must
 * not be mixed with another connection's either, which would happen as soon as a statement is larger than one read of the socket
 * (64 KiB): so a turn also lasts until Sync. It stops serving for ever when a message throws: so none does. And PGlite loops for ever
 * when PostgreSQL gives up (PANIC, such as no room for its log; FATAL ends the session): so that is noticed while it is being said.
 */
export class SessionDatabase extends PGlite {
  #inSequence = false;
  #onBreakdown: (breakdown: Breakdown) => void = () => {};

  /** `listener` is called when PostgreSQL cannot go on; nothing can be asked of it afterwards. */
  onBreakdown(listener: (breakdown: Breakdown) => void): void {
    this.#onBreakdown = listener;
  }

  override isInTransaction(): boolean {
    return this.#inSequence || super.isInTransaction();
  }

  override async execProtocolRawStream(
    received: Uint8Array,
    options: Parameters<PGlite["execProtocolRawStream"]>[1],
  ): Promise<void> {
    const kind = received[0] ?? STARTUP;
    if (!KNOWN.has(kind)) {
      // PostgreSQL would give up the session, which is everybody's.
      options.onRawData(errorMessage({ severity: "FATAL", code: "08P01", message: "not PostgreSQL's protocol" }));
      return;
    }
    const readErrors = errorReader((error) => {
      if (error.severity === "PANIC" || error.severity === "FATAL") this.#onBreakdown(error);
    });
    const onRawData = (data: Uint8Array): void => {
      options.onRawData(data);
      readErrors(data);
    };
    try {
      await super.execProtocolRawStream(acceptable(received, kind), { ...options, onRawData });
    } catch (error) {
      this.#onBreakdown({ code: "", message: String(error) });
    }
    if (SEQUENCE.has(kind)) this.#inSequence = true;
    if (kind === SYNC) this.#inSequence = false;
  }

  /** The socket server's clean-up after a connection that went away in the middle of a turn. */
  override async exec(...query: Parameters<PGlite["exec"]>): ReturnType<PGlite["exec"]> {
    if (this.#inSequence) {
      this.#inSequence = false;
      // After an error PostgreSQL ignores everything up to a Sync.
      await this.execProtocol(new Uint8Array([SYNC, 0, 0, 0, 4]), { throwOnError: false });
    }
    return await super.exec(...query);
  }

  /** Runs a statement of the server's own between two turns, or not at all when a connection has its turn: false. */
  runBetweenTurns(sql: string): boolean {
    if (this.isInTransaction()) return false;
    // Runs to its end before it returns: no other message can come in between.
    void this.execProtocolRawStream(message(QUERY, `${sql}\0`), { onRawData: () => {} });
    return true;
  }
}

/** The message, or the one that takes its place so that the session stays whole. */
function acceptable(received: Uint8Array, kind: number): Uint8Array {
  if (kind === STARTUP) return STARTUP_MESSAGE;
  if ((kind !== QUERY && kind !== PARSE) || !COPY_IN.test(Buffer.from(received).toString("latin1"))) return received;
  return message(kind, kind === QUERY ? `${REFUSAL_OF_COPY}\0` : `\0${REFUSAL_OF_COPY}\0\0\0`);
}

/** PGlite reads the data from the message itself, finds none and loses the session. */
const COPY_IN = /\bcopy\b[^;]*\bfrom\s+stdin\b/i;
const REFUSAL_OF_COPY = "DO $$ BEGIN RAISE 'COPY FROM STDIN does not work on the embedded store'; END $$";

function message(kind: number, body: string): Uint8Array {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(body, 5, "latin1");
  bytes.writeUInt8(kind);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

function startupMessage(parameters: string): Uint8Array {
  const bytes = Buffer.alloc(8 + parameters.length);
  bytes.writeInt32BE(bytes.length);
  bytes.writeInt32BE(PROTOCOL_VERSION, 4);
  bytes.write(parameters, 8);
  return bytes;
}
