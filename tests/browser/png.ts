// A screenshot with at most 256 colours: a third of the size, and no difference one sees. Reads what Chromium writes (8 bits, RGB or
// RGBA, not interlaced).

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;

interface Image {
  width: number;
  height: number;
  /** One number per pixel: red, green, blue. */
  pixels: Uint32Array;
}

export function withFewColours(png: Buffer): Buffer {
  const { width, height, pixels } = read(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts].sort(([one, a], [other, b]) => b - a || one - other).slice(0, COLOURS).map(([colour]) => colour);
  const places = new Map<number, number>();
  for (const colour of counts.keys()) places.set(colour, nearest(colour, palette));

  // Each row begins with its filter: none.
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < pixels.length; at += 1) rows[at + Math.floor(at / width) + 1] = places.get(pixels[at] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => parts(colour)));
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colours), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

const parts = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearest(colour: number, palette: number[]): number {
  const [r, g, b] = parts(colour);
  let [best, least] = [0, Infinity];
  for (const [at, other] of palette.entries()) {
    const [red, green, blue] = parts(other);
    const away = 3 * (r - red) ** 2 + 6 * (g - green) ** 2 + (b - blue) ** 2;
    if (away < least) [best, least] = [at, away];
    if (away === 0) break;
  }
  return best;
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function read(png: Buffer): Image {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [depth, kind, , , interlaced] = png.subarray(24, 29);
  const step = { 2: 3, 6: 4 }[kind ?? 0];
  if (!png.subarray(0, 8).equals(SIGNATURE) || depth !== 8 || !step || interlaced !== 0) throw new Error("not a screenshot as Chromium writes them");
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const wide = width * step;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(wide);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (wide + 1)] ?? 0;
    const row = raw.subarray(y * (wide + 1) + 1, (y + 1) * (wide + 1));
    for (let x = 0; x < wide; x += 1) {
      const [left, up, corner] = [x < step ? 0 : (row[x - step] ?? 0), above[x] ?? 0, x < step ? 0 : (above[x - step] ?? 0)];
      row[x] = (row[x] ?? 0) + guess(filter, left, up, corner);
    }
    for (let x = 0; x < width; x += 1) {
      const at = x * step;
      pixels[y * width + x] = ((row[at] ?? 0) << 16) | ((row[at + 1] ?? 0) << 8) | (row[at + 2] ?? 0);
    }
    above = row;
  }
  return { width, height, pixels };
}

/** What a filter of PNG takes a byte to be, from its neighbours. */
function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const around = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(around - value)) as [number, number, number];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}
