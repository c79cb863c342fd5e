import { randomUUID } from 'node:crypto';
import { captionSignal, type CaptionSignal } from '../../src/contract/captions.contract.js';
import { Captions, type SaidLine } from '../../src/features/stage/captions/captions.js';
import { Speech } from '../../src/platform/ai/speech.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { SpeechServer } from './speech-server.js';
import { withVideo } from './worker-bin.js';

/** Loses patience when the test says so. */
class Hasty extends Speech {
  patience = 60_000;
  protected override get patienceMs(): number {
    return this.patience;
  }
}
const CANARY = 'canto-del-subtítulo';
const sound = Buffer.from('opus, opus, opus').toString('base64');
const voice = { sound, type: 'audio/webm' as const, language: 'es' as const };
const typed = (text: string) => ({ text, language: 'es' as const, source: 'typed' as const });

describe('captions', () => {
  const server = new SpeechServer();
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let roomId: string;
  let a: MediaPeer;
  let b: MediaPeer;
  const heard: SaidLine[] = [];

  beforeAll(async () => {
    const OPENAI_BASE_URL = await server.open();
    const env = { ...withVideo(), OPENAI_BASE_URL, OPENAI_API_KEY: 'llave', SPEECH_MODEL: 'whisper-x' };
    hub = await TestHub.boot({ env, replace: [{ token: Speech, by: Hasty }] });
    hub.app.get(Captions).onLine((line) => heard.push(line));
    [ana, berto] = [await hub.person('Ana'), await hub.person('Berto')];
    await Promise.all([ana.connect(), berto.connect()]);
    roomId = await hub.room(ana, { visibility: 'public' });
    await berto.socket.do('rooms:join', { roomId });
    [a, b] = [await MediaPeer.on(ana, roomId), await MediaPeer.on(berto, roomId)];
    await a.enter();
    await b.enter();
  }, 60_000);
  afterAll(async () => {
    await hub.close();
    server.close();
  });
  beforeEach(() => {
    server.answer = { text: 'Hola' };
  });

  const signal = (of: Person) => berto.socket.signal(`room:${roomId}`, `caption:${of.id}`) as CaptionSignal | undefined;
  const reads = (of: Person, text: string) =>
    waitFor(`"${text}"`, () => signal(of)?.lines.find((line) => line.text === text));
  const trouble = (of: Person) => of.socket.signal(`account:${of.id}`, `caption-trouble:${roomId}`);

  it('are typed by whoever may speak, the last three lines of each, and go by themselves', async () => {
    for (const text of ['Uno', 'Dos', 'Tres', 'Cuatro']) await a.do('captions:say', typed(text));
    await reads(ana, 'Cuatro');
    expect(captionSignal.parse(signal(ana)).lines.map(({ text }) => text)).toEqual(['Dos', 'Tres', 'Cuatro']);
    expect(signal(ana)?.lines[0]).toMatchObject({ language: 'es', source: 'typed' });
    hub.clock.advance(10_000);
    await waitFor('nothing', () => signal(ana) === undefined || undefined);
    expect(heard.at(-1)).toMatchObject({ roomId, personId: ana.id, text: 'Cuatro' });
  });

  it('of a voice are written down by the endpoint, while its microphone is on and no longer', async () => {
    expect(await a.do('captions:way', {})).toEqual({ endpoint: { host: '127.0.0.1', here: true } });
    expect(await a.refused('captions:hear', voice)).toBe('captions/muted');
    expect(await a.refused('captions:say', { ...typed('x'), source: 'device' })).toBe('captions/muted');
    const track = await a.send('microphone');
    await a.until('her voice', (seen) => seen?.microphone?.on === true);
    server.answer = { text: '  Bienvenidas\n a todas ' };
    await a.do('captions:hear', voice);
    expect(await reads(ana, 'Bienvenidas a todas')).toMatchObject({ source: 'endpoint', language: 'es' });
    const [{ path, key, form } = { path: '', key: '', form: new FormData() }] = server.asked;
    expect({ path, key }).toEqual({ path: '/v1/audio/transcriptions', key: 'Bearer llave' });
    expect([form.get('model'), form.get('language')]).toEqual(['whisper-x', 'es']);
    const file = form.get('file');
    expect(file instanceof File ? await file.text() : '').toBe('opus, opus, opus');
    await a.do('captions:say', { ...typed('Desde mi dispositivo'), source: 'device' });
    await reads(ana, 'Desde mi dispositivo');
    // Nobody speaks: nothing is shown.
    server.answer = { text: ' ' };
    const asked = server.asked.length;
    await a.do('captions:hear', voice);
    await waitFor('a question', () => server.asked.length > asked || undefined);
    await a.do('stage:set-track', { trackId: track, on: false });
    await a.until('silence', (seen) => seen?.microphone?.on === false);
    expect(await a.refused('captions:hear', voice)).toBe('captions/muted');
    expect(signal(ana)?.lines.at(-1)?.text).toBe('Desde mi dispositivo');
    await a.do('stage:set-track', { trackId: track, on: true });
  });

  it('stop with a word where the endpoint is slow, wants less or fails; two pieces wait and no more', async () => {
    for (const [answer, word] of [
      ['limited', 'limited'],
      ['broken', 'failed'],
    ] as const) {
      server.answer = answer;
      await a.do('captions:hear', voice);
      await waitFor(word, () => (trouble(ana) as { trouble?: string } | undefined)?.trouble === word || undefined);
    }
    expect(trouble(berto)).toBeUndefined();
    const before = signal(ana)?.lines.length;
    server.answer = 'nonsense';
    await a.do('captions:hear', voice);
    server.answer = 'silence';
    const asked = server.asked.length;
    const tries = await Promise.all(
      Array.from({ length: 4 }, () => ana.socket.ask('captions:hear', { ...onStage(a), ...voice })),
    );
    expect(tries.some((answer) => !answer.ok && answer.error.code === 'captions/behind')).toBe(true);
    await waitFor('questions', () => server.asked.length > asked || undefined);
    const speech = hub.app.get<Speech, Hasty>(Speech);
    server.answer = { text: 'Otra vez' };
    speech.patience = 1;
    await b.send('microphone');
    await b.until('his voice', (seen) => seen?.microphone?.on === true);
    server.answer = 'silence';
    await b.do('captions:hear', voice);
    await waitFor('slow', () => (trouble(berto) as { trouble?: string } | undefined)?.trouble === 'slow' || undefined);
    speech.patience = 60_000;
    expect(signal(ana)?.lines.length ?? before).toBe(before);
    // The meeting goes on, and so does typing.
    await b.do('captions:say', typed('Seguimos'));
    await reads(berto, 'Seguimos');
  });

  it('are of nobody else, of nobody muted, under age or elsewhere, and are kept nowhere', async () => {
    const carla = await hub.person('Carla', { ageBand: '16-17' });
    await carla.connect();
    expect(await carla.socket.refused('captions:say', { ...onStage(a), ...typed('x') })).toBe('rooms/not-a-member');
    await carla.socket.do('rooms:join', { roomId });
    expect(await carla.socket.refused('captions:say', { ...onStage(a), ...typed('x') })).toBe('stage/not-on-stage');
    expect(await berto.socket.refused('captions:say', { ...onStage(a), ...typed('x') })).toBe('stage/elsewhere');
    const c = await MediaPeer.on(carla, roomId);
    await c.enter();
    await c.send('microphone');
    await c.until('her voice', (seen) => seen?.microphone?.on === true);
    expect(await c.refused('captions:hear', voice)).toBe('captions/of-age');
    await c.do('captions:say', typed(CANARY));
    await reads(carla, CANARY);
    await ana.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'spectator' });
    expect(await c.refused('captions:say', typed('x'))).toBe('not-allowed');
    await ana.socket.do('rooms:mute', { roomId, personId: berto.id, minutes: 60, reason: 'ruido' });
    expect(await b.refused('captions:say', typed('x'))).toBe('stage/muted');
    expect(await b.refused('captions:hear', voice)).toBe('stage/muted');
    await hub.log.settled();
    const tables = await hub.sql.query<{ name: string }>(
      `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables)
      expect({
        name,
        rows: await hub.sql.query(`select 1 from ${name} t where t::text like $1`, [`%${CANARY}%`]),
      }).toEqual({ name, rows: [] });
    const random = { roomId: randomUUID(), peerId: a.peerId };
    expect(await ana.socket.refused('captions:say', { ...random, ...typed('x') })).toBe('not-found');
  });

  const onStage = ({ peerId }: MediaPeer) => ({ roomId, peerId });
});
