import { deflateRawSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { recognise } from './recognise.js';

const red = () => sharp({ create: { width: 20, height: 20, channels: 3, background: '#c0392b' } });
const bytes = (text: string) => Buffer.from(text, 'latin1');
const refused = async (content: Buffer, name: string) => {
  try {
    return await recognise(content, name);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

/** An archive whose one file says it unpacks to a gigabyte, as its head and its packed bytes would. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(10_000_000), { level: 9 });
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(1_000_000_000, 22);
  head.writeUInt16LE(19, 26);
  return Buffer.concat([head, bytes('[Content_Types].xml'), packed]);
}

describe('what a file is', () => {
  it('is said by its bytes', async () => {
    expect(await recognise(await red().png().toBuffer(), 'foto')).toEqual({ kind: 'image', type: 'image/png' });
    expect(await recognise(await red().jpeg().toBuffer(), 'foto.JPG')).toEqual({ kind: 'image', type: 'image/jpeg' });
    expect(await recognise(bytes('%PDF-1.7\n%âãÏÓ\n'), 'apuntes.pdf')).toMatchObject({ kind: 'pdf' });
    expect(await recognise(bytes(`\u00ff\u00fb\u0090d${'\0'.repeat(500)}`), 'voz.mp3')).toMatchObject({
      kind: 'audio',
    });
    expect(await recognise(bytes('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom'), 'clase.mp4')).toMatchObject({
      kind: 'video',
    });
    expect(await recognise(Buffer.from('nombre;edad\nAña;3\n'), 'datos.csv')).toEqual({
      kind: 'file',
      type: 'text/plain',
    });
  });

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<!doctype html><script>alert(1)</script>',
  ])('is only a download where a browser would run it: %s', async (content) => {
    for (const name of ['a.svg', 'a.html', 'a.txt', 'a'])
      expect((await recognise(Buffer.from(content), name)).kind).toBe('file');
  });

  it('is refused where the name says something else', async () => {
    const png = await red().png().toBuffer();
    for (const name of ['apuntes.pdf', 'foto.jpg', 'notas.txt', 'tareas.docx'])
      expect(await refused(png, name)).toBe('uploads/mislabelled');
    expect(await refused(bytes('no soy una foto'), 'foto.png')).toBe('uploads/mislabelled');
    expect(await refused(Buffer.from('<html></html>'), 'foto.webp')).toBe('uploads/mislabelled');
  });

  it('is refused where it is a program, whatever its name', async () => {
    expect(await refused(bytes(`MZ${'\0'.repeat(100)}`), 'foto')).toBe('uploads/type-not-allowed');
    expect(await refused(bytes(`\u007fELF\u0002\u0001\u0001${'\0'.repeat(100)}`), 'datos.bin')).toBe(
      'uploads/type-not-allowed',
    );
    expect(await refused(bytes('echo hola'), 'haz.bat')).toBe('uploads/type-not-allowed');
  });

  it('is known of archives without unpacking them', async () => {
    for (const name of ['tareas.docx', 'todo.zip', 'libro.epub'])
      expect(await recognise(bomb(), name)).toEqual({ kind: 'file', type: 'application/zip' });
    expect(await recognise(gzipSync(Buffer.alloc(1_000_000)), 'datos.gz')).toEqual({
      kind: 'file',
      type: 'application/gzip',
    });
    expect(await refused(bomb(), 'foto.png')).toBe('uploads/mislabelled');
  });
});
