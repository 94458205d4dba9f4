// Reduces a screenshot to at most 256 colors: a third of the size without a visible difference. Reads the
// PNGs that Chromium writes (8 bits, RGB or RGBA, not interlaced).

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLORS = 256;

interface Image {
  width: number;
  height: number;
  /** One 24-bit RGB value per pixel. */
  pixels: Uint32Array;
}

export function withFewColors(png: Buffer): Buffer {
  const { width, height, pixels } = read(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts].sort(([one, a], [other, b]) => b - a || one - other).slice(0, COLORS).map(([color]) => color);
  const indexes = new Map<number, number>();
  for (const color of counts.keys()) indexes.set(color, nearest(color, palette));

  // Each row begins with its filter byte; 0 means none.
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < pixels.length; at += 1) rows[at + Math.floor(at / width) + 1] = indexes.get(pixels[at] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from(palette.flatMap((color) => parts(color)));
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", colors), chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

const parts = (color: number): [number, number, number] => [color >> 16, (color >> 8) & 255, color & 255];

function nearest(color: number, palette: number[]): number {
  const [r, g, b] = parts(color);
  let [best, least] = [0, Infinity];
  for (const [at, other] of palette.entries()) {
    const [red, green, blue] = parts(other);
    const distance = 3 * (r - red) ** 2 + 6 * (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [at, distance];
    if (distance === 0) break;
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
  if (!png.subarray(0, 8).equals(SIGNATURE) || depth !== 8 || !step || interlaced !== 0) throw new Error("not a PNG as Chromium writes it: 8 bits, RGB or RGBA, not interlaced");
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const rowBytes = width * step;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(rowBytes);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (rowBytes + 1)] ?? 0;
    const row = raw.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1));
    for (let x = 0; x < rowBytes; x += 1) {
      const [left, up, corner] = [x < step ? 0 : (row[x - step] ?? 0), above[x] ?? 0, x < step ? 0 : (above[x - step] ?? 0)];
      row[x] = (row[x] ?? 0) + predict(filter, left, up, corner);
    }
    for (let x = 0; x < width; x += 1) {
      const at = x * step;
      pixels[y * width + x] = ((row[at] ?? 0) << 16) | ((row[at + 1] ?? 0) << 8) | (row[at + 2] ?? 0);
    }
    above = row;
  }
  return { width, height, pixels };
}

/** The value a PNG filter predicts for a byte from its neighbors. */
function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const around = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(around - value)) as [number, number, number];
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}
