// One contact sheet a page: a column for each device, a row for each state.
import { writeFileSync } from 'node:fs';
import sharp from 'sharp';

const GAP = 24;
const HEAD = 40;
const LIMIT = 590 * 1024;
const ROW_MAX = 1500;
/** Tried one after another until the file is small enough. */
const SIZES = [
  { scale: 0.6, colours: 96 },
  { scale: 0.5, colours: 96 },
  { scale: 0.5, colours: 48 },
  { scale: 0.42, colours: 48 },
  { scale: 0.34, colours: 48 },
  { scale: 0.28, colours: 32 },
];

/** `rows`: `{ name, pictures: file[] }`, pictures in the order of `columns` (names). */
export async function writeSheet(file, title, columns, rows) {
  const measured = await Promise.all(
    rows.map(async ({ name, pictures }) => ({
      name,
      pictures: await Promise.all(
        pictures.map(async (picture) => {
          const { width, height } = await sharp(picture).metadata();
          return { picture, width, height: Math.min(height, ROW_MAX) };
        }),
      ),
    })),
  );
  for (const size of SIZES) {
    const png = await compose(title, columns, measured, size);
    if (png.length <= LIMIT || size === SIZES.at(-1)) {
      writeFileSync(file, png);
      return png.length;
    }
  }
  return 0;
}

/** One picture as it is, in as few bytes as a palette needs. */
export async function writePicture(file, picture) {
  if (picture === undefined) return;
  await sharp(picture).png({ palette: true, colours: 256, effort: 9, compressionLevel: 9 }).toFile(file);
}

async function compose(title, columns, rows, { scale, colours }) {
  const px = (value) => Math.round(value * scale);
  const widths = columns.map((_, at) => Math.max(...rows.map(({ pictures }) => px(pictures[at].width))));
  const heights = rows.map(({ pictures }) => Math.max(...pictures.map(({ height }) => px(height))));
  const width = widths.reduce((sum, one) => sum + one + GAP, GAP);
  const height = heights.reduce((sum, one) => sum + one + HEAD, HEAD + GAP);
  const layers = [];
  const words = [];
  let top = HEAD;
  for (const [row, { name, pictures }] of rows.entries()) {
    words.push(label(GAP, top + 27, row === 0 ? `${title} · ${name}` : name, 'bold'));
    let left = GAP;
    for (const [at, picture] of pictures.entries()) {
      if (row === 0) words.push(label(left, 26, columns[at]));
      layers.push({
        input: await sharp(picture.picture)
          .extract({ left: 0, top: 0, width: picture.width, height: picture.height })
          .resize(px(picture.width), px(picture.height), { kernel: 'lanczos3' })
          .png()
          .toBuffer(),
        left,
        top: top + HEAD,
      });
      left += widths[at] + GAP;
    }
    top += heights[row] + HEAD;
  }
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + HEAD}">${words.join('')}</svg>`;
  return sharp({ create: { width, height: height + HEAD, channels: 3, background: '#d9d3c8' } })
    .composite([...layers, { input: Buffer.from(text), left: 0, top: 0 }])
    .png({ palette: true, colours, dither: 0.4, effort: 8, compressionLevel: 9 })
    .toBuffer();
}

const label = (x, y, words, weight = 'normal') =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="17" font-weight="${weight}" fill="#3d372f">${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
