import { inflateSync } from "node:zlib";

/** Reads the modules of a QR code of `size` modules a side back from its PNG (8 bits a channel): dark is 1, row by row. */
export function modulesIn(png: Buffer, size: number): number[] {
  const width = png.readUInt32BE(16);
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[png[25] ?? -1] ?? 0;
  const pieces: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
      pieces.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(pieces)), width * channels, channels);
  // Four light modules stand around the code.
  const scale = width / (size + 8);
  const dark = (row: number, column: number): number => {
    const [y, x] = [row, column].map((index) => Math.floor((index + 4.5) * scale)) as [number, number];
    return (pixels[y]?.[x * channels] ?? 255) < 128 ? 1 : 0;
  };
  return Array.from({ length: size * size }, (_, index) => dark(Math.floor(index / size), index % size));
}

function unfiltered(data: Buffer, rowBytes: number, channels: number): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += rowBytes + 1) {
    const filter = data[at] ?? 0;
    const row = new Uint8Array(data.subarray(at + 1, at + 1 + rowBytes));
    for (let index = 0; index < rowBytes; index++) {
      const left = row[index - channels] ?? 0;
      const up = rows.at(-1)?.[index] ?? 0;
      const corner = rows.at(-1)?.[index - channels] ?? 0;
      row[index] = (row[index] ?? 0) + ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0);
    }
    rows.push(row);
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
