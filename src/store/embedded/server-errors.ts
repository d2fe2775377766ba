/** What PostgreSQL says of an error: its SQLSTATE and sentence. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export type ServerError = { readonly severity: string; readonly code: string; readonly message: string };

const HEADER_BYTES = 5;
const ERROR_RESPONSE = "E".charCodeAt(0);

/**
 * Finds the errors in a stream of a server's messages, which arrives in pieces of any size. Only their frames are read, so that nothing a
 * person wrote into a row can look like an error.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function errorReader(onError: (error: ServerError) => void): (piece: Uint8Array) => void {
  let unread = Buffer.alloc(0);
  let bytesToSkip = 0;
  return (piece) => {
    const skipped = Math.min(bytesToSkip, piece.length);
    bytesToSkip -= skipped;
    unread = Buffer.concat([unread, piece.subarray(skipped)]);
    while (unread.length >= HEADER_BYTES) {
      const messageBytes = 1 + unread.readInt32BE(1);
      if (unread[0] === ERROR_RESPONSE) {
        if (unread.length < messageBytes) return;
        onError(errorIn(unread.subarray(HEADER_BYTES, messageBytes)));
      }
      bytesToSkip = Math.max(0, messageBytes - unread.length);
      unread = unread.subarray(messageBytes);
    }
  };
}

/** Each field is a letter and a text that ends with a zero byte. */
function errorIn(body: Buffer): ServerError {
  const fields = new Map(
    body
      .toString("utf8")
      .split("\0")
      .map((field) => [field.charAt(0), field.slice(1)]),
  );
  return { severity: fields.get("V") ?? "", code: fields.get("C") ?? "", message: fields.get("M") ?? "" };
}

/** An error as a server sends it. */
export function errorMessage({ severity, code, message }: ServerError): Uint8Array {
  const fields = Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${message}\0\0`);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(ERROR_RESPONSE);
  header.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([header, fields]);
}
