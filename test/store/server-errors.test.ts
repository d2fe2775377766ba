import { expect, test } from "vitest";
import { errorMessage, errorReader, type ServerError } from "../../src/store/embedded/server-errors.ts";

const panic: ServerError = { severity: "PANIC", code: "53100", message: "could not write: No space left on device" };

/** A row of data whose one column holds the bytes. */
function dataRow(column: Uint8Array): Buffer {
  const row = Buffer.alloc(11 + column.length);
  row.write("D");
  row.writeInt32BE(row.length - 1, 1);
  row.writeInt16BE(1, 5);
  row.writeInt32BE(column.length, 7);
  row.set(column, 11);
  return row;
}

function errorsIn(stream: Buffer, pieceBytes: number): ServerError[] {
  const errors: ServerError[] = [];
  const read = errorReader((error) => errors.push(error));
  for (let at = 0; at < stream.length; at += pieceBytes) read(stream.subarray(at, at + pieceBytes));
  return errors;
}

test("a server's error is found in its stream, however it is cut in pieces", () => {
  const stream = Buffer.concat([dataRow(Buffer.alloc(300, "x")), errorMessage(panic), dataRow(Buffer.from("sau"))]);
  for (let pieceBytes = 1; pieceBytes <= stream.length; pieceBytes += 1) {
    expect(errorsIn(stream, pieceBytes)).toEqual([panic]);
  }
});

test("what a person wrote is not taken for a server's error", () => {
  const stream = dataRow(errorMessage(panic));
  for (let pieceBytes = 1; pieceBytes <= stream.length; pieceBytes += 1)
    expect(errorsIn(stream, pieceBytes)).toEqual([]);
});
