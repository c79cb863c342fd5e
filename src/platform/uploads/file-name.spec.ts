import { disposition, fileName } from './file-name.js';

const code = (name: string): unknown => {
  try {
    return fileName(name);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('the name of a file', () => {
  it.each([
    '../../etc/passwd',
    '..\\..\\windows\\system.ini',
    '/etc/passwd',
    'a/b.png',
    '..',
    '',
    '   ',
    'a\0.png',
    'foto\u202egnp.exe',
    'a\nb.txt',
    '\ud800.txt',
  ])('is refused: %j', (name) => expect(code(name)).toBe('uploads/bad-name'));

  it.each(['apuntes del día 3.pdf', '文件.txt', 'Año (1).png', '.gitignore', '%2e%2e%2fetc', 'a'.repeat(120)])(
    'is kept: %s',
    (name) => expect(code(name)).toBe(name),
  );

  it('is cut where it is too long, and keeps its end', () => {
    const name = String(code(`${'ñ'.repeat(300)}.pdf`));
    expect(name.length).toBeLessThanOrEqual(120);
    expect(name).toMatch(/^ñ+….pdf$/);
  });

  it('cannot break out of the header it stands in', () => {
    const header = disposition('attachment', 'a"; filename=b\'ñ.exe');
    expect(header).toBe(
      `attachment; filename="a__ filename_b__.exe"; filename*=UTF-8''a%22%3B%20filename%3Db%27%C3%B1.exe`,
    );
  });
});
