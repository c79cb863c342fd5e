import sharp from 'sharp';
import { Images } from '../../platform/uploads/images.js';
import { Avatars } from './avatars.js';

const avatars = new Avatars(new Images());
const red = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c0392b' } });
const refused = (bytes: Buffer) => expect(avatars.prepare(bytes)).rejects.toMatchObject({ code: 'accounts/bad-image' });

describe('faces', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('a %s becomes a square WebP of 256 px', async (format) => {
    const { image, hash } = await avatars.prepare(await red(640, 480).toFormat(format).toBuffer());
    const { format: made, width, height } = await sharp(image).metadata();
    expect({ made, width, height }).toEqual({ made: 'webp', width: 256, height: 256 });
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });

  it('what the camera wrote into it is gone, and it stands upright', async () => {
    const secret = { IFD0: { Copyright: 'Calle Mayor 1', Make: 'Camara' }, IFD3: { GPSLatitude: '40/1 25/1 0/1' } };
    const photo = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#fff' } })
      .composite([{ input: { create: { width: 60, height: 15, channels: 3, background: '#000' } }, top: 0, left: 0 }])
      .withExif(secret)
      .withMetadata({ orientation: 3, exif: secret })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { image } = await avatars.prepare(photo);
    const { exif, xmp, iptc, icc, orientation } = await sharp(image).metadata();
    expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
    expect(image.includes('Calle Mayor')).toBe(false);
    const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(data[(info.height - 1) * info.width * info.channels]).toBeLessThan(50);
  });

  it('a GIF, an SVG, a text and a broken photo are refused in words', async () => {
    await refused(await red(20, 20).gif().toBuffer());
    await refused(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
    );
    await refused(Buffer.from('no soy una foto'));
    await refused(Buffer.alloc(0));
    const photo = await red(400, 400).jpeg().toBuffer();
    await refused(photo.subarray(0, photo.length / 2));
  });

  it('a moving picture is refused', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    await refused(moving);
  });

  it('a small file that unpacks to hundreds of megapixels is refused without unpacking it', async () => {
    const bomb = await sharp({
      create: { width: 15_000, height: 15_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    await refused(bomb);
  }, 30_000);

  it('more than 5 MB are refused', () => refused(Buffer.alloc(5 * 1024 * 1024 + 1)));
});
