import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buildServer, cleanUp, newFolder, startHub } from './hub-process.js';

const SOMEBODY_ELSE = 65_534;
const root = process.getuid?.() === 0;

/** Starts a hub that cannot start, and returns what it says. */
async function refusal(settings: Record<string, string>, as = {}): Promise<string> {
  const hub = startHub(settings, as);
  expect(await hub.exited).toBe(1);
  return hub.errors();
}

describe('a hub that cannot start says why in one sentence', () => {
  beforeAll(buildServer);
  afterAll(cleanUp);

  it('a taken port', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    expect(await refusal({ PORT: String(port), DATA_DIR: newFolder() })).toBe(
      `Port ${port} is taken by another program; stop it, or set PORT to another number.`,
    );
    other.close();
  });

  it('a host that is not of this machine', async () => {
    expect(await refusal({ HOST: '203.0.113.7', DATA_DIR: newFolder() })).toBe(
      'HOST is 203.0.113.7, and that is not an address of this machine.',
    );
  });

  it.each([
    [{ PORT: 'three' }, 'PORT must be a number from 0 to 65535, and is "three".'],
    [{ REGISTRATION: 'maybe' }, 'REGISTRATION must be one of open, invite, closed, and is "maybe".'],
    [
      { PUBLIC_URL: 'hub.example.org' },
      'PUBLIC_URL must be an address such as https://hub.example.org, without a path, and is "hub.example.org".',
    ],
    [{ TLS_CERT: '/x.pem' }, 'TLS_CERT and TLS_KEY belong together: set both, or neither.'],
    [
      { DATABASE_URL: 'mysql://u:secret@h/d' },
      'DATABASE_URL must be an address that begins with postgres:// or postgresql://, and is "…".',
    ],
  ])('a wrong setting: %j', async (settings, sentence) => {
    expect(await refusal(settings)).toBe(sentence);
  });

  it('two wrong settings at once', async () => {
    const said = await refusal({ PORT: '70000', LOG_LEVEL: 'loud' });
    expect(said.split('\n')).toEqual([
      'PORT must be a number from 0 to 65535, and is "70000".',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, and is "loud".',
    ]);
  });

  it('a certificate that cannot be read', async () => {
    const said = await refusal({ DATA_DIR: newFolder(), TLS_CERT: '/nowhere/cert.pem', TLS_KEY: '/nowhere/key.pem' });
    expect(said).toMatch(/^TLS_CERT and TLS_KEY do not lead to a certificate and its key in PEM form: .*\.$/);
  });

  it('a folder with other things in it', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'holiday.jpg'), '');
    expect(await refusal({ DATA_DIR: folder })).toBe(
      `The folder ${folder} holds other things ("holiday.jpg") and was not made by Tertulia; set DATA_DIR to an empty folder.`,
    );
    expect(existsSync(join(folder, 'database'))).toBe(false);
  });

  it('a file where the folder should be', async () => {
    const file = join(newFolder(), 'data');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: file })).toBe(`DATA_DIR is ${file}, and that is not a folder.`);
  });

  it('a database of another major version, and one of nobody', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'tertulia.json'), '{"format":1}');
    mkdirSync(join(folder, 'database'), { mode: 0o700 });
    const owner = root ? SOMEBODY_ELSE : (process.getuid?.() ?? 0);
    chownSync(join(folder, 'database'), owner, owner);
    expect(await refusal({ DATA_DIR: folder })).toBe(
      `The folder ${folder}/database is not a PostgreSQL database; move it away, or set DATA_DIR to another folder.`,
    );
    writeFileSync(join(folder, 'database/PG_VERSION'), '17\n');
    expect(await refusal({ DATA_DIR: folder })).toMatch(
      /^The database in \S+ was made by PostgreSQL 17, and this Tertulia brings PostgreSQL \d+; back it up with the version of Tertulia that made it, and restore that file with this one into an empty DATA_DIR \(docs\/backup\.md tells how\)\.$/,
    );
  });

  it('a data folder of a newer Tertulia', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'tertulia.json'), '{"format":99}');
    expect(await refusal({ DATA_DIR: folder })).toBe(
      `The folder ${folder} was last used by a newer Tertulia; start that version, or set DATA_DIR to another folder.`,
    );
  });

  it('a database server that is not there', async () => {
    const said = await refusal({ DATA_DIR: newFolder(), DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/d' });
    expect(said).toMatch(/^The database of DATABASE_URL does not answer: .*\.$/);
    expect(said).not.toContain('secret');
  });
});
