import { randomUUID } from 'node:crypto';
import { captionSignal, type CaptionSignal } from '../../src/contract/captions.contract.js';
import {
  recordedCaptions,
  type RecordedCaptionsPage,
  type RecordedMeeting,
} from '../../src/contract/recordings.contract.js';
import { Captions, type SaidLine } from '../../src/features/stage/captions/captions.js';
import { Recordings } from '../../src/features/stage/recording/recordings.js';
import { Speech } from '../../src/platform/ai/speech.js';
import { takenAlong } from '../contract/canary-beside.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { recordingSteps } from './recording-steps.js';
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
const SUNG = 'trino-grabado';
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

  it('are of nobody else, of nobody muted, under age or elsewhere, and outside a recording are kept nowhere', async () => {
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
    expect(await tablesWith(CANARY)).toEqual([]);
    const random = { roomId: randomUUID(), peerId: a.peerId };
    expect(await ana.socket.refused('captions:say', { ...random, ...typed('x') })).toBe('not-found');
  });

  it('are kept while a recording is on, of who is in it and nobody else, and go with it and with their person', async () => {
    const people = await Promise.all(['Dora', 'Eva', 'Gala'].map((name) => hub.person(name)));
    const [dora, eva, gala] = people as [Person, Person, Person];
    for (const one of people) await one.connect();
    const { roomId, meetingId, peers } = await recordingSteps(() => ({ hub, host: dora })).meeting([eva, gala]);
    const room = { roomId };
    const [d, e, g] = peers as [MediaPeer, MediaPeer, MediaPeer];
    const rows = async () =>
      (await hub.sql.query<{ text: string }>('select text from recording_captions order by number')).map((r) => r.text);
    const says = (peer: MediaPeer, text: string) => peer.do('captions:say', typed(text));
    const isKept = async (peer: MediaPeer, text: string) => {
      await says(peer, text);
      await waitFor(`"${text}" in the recording`, async () => (await rows()).includes(text) || undefined);
    };

    const { recordingId } = await dora.socket.do('recordings:ask', { ...room, consents: true });
    const of = { ...room, recordingId };
    await says(d, 'Preguntando');
    await eva.socket.do('recordings:answer', { ...of, consents: false });
    await gala.socket.do('recordings:answer', { ...of, consents: true });
    await hub.app.get(Recordings).begin(of);
    await says(e, 'Eva no quiere');
    await isKept(d, `Uno ${SUNG}`);
    await dora.socket.do('recordings:pause', { ...of, paused: true });
    await says(d, 'En la pausa');
    await dora.socket.do('recordings:pause', { ...of, paused: false });
    await eva.socket.do('recordings:answer', { ...of, consents: true });
    await isKept(e, `Dos ${SUNG}`);
    await eva.socket.do('recordings:answer', { ...of, consents: false });
    await says(e, 'Eva ya no');
    await isKept(g, `Tres ${SUNG}`);
    await dora.socket.do('recordings:end', of);
    await says(d, 'Después');
    await dora.socket.do('meetings:end', { ...room, meetingId });
    await hub.log.settled();
    expect(await rows()).toEqual(['Uno', 'Dos', 'Tres'].map((text) => `${text} ${SUNG}`));
    expect(await tablesWith(SUNG)).toEqual(['public.recording_captions']);

    const path = `/api/rooms/${room.roomId}/meetings/${meetingId}/recordings`;
    const recorded = async ({ http }: Person) => (await http.get<RecordedMeeting>(path)).body.recordings[0];
    const page = async ({ http }: Person, id = recordingId, after = 0) =>
      http.get<RecordedCaptionsPage>(`${path}/${id}/captions?after=${after}`);
    expect(await recorded(eva)).toMatchObject({ captions: true, mine: true, tracks: [] });
    const { lines, next } = recordedCaptions.parse((await page(eva)).body);
    expect([next, ...lines.map(({ name, source, number }) => [name, source, number])]).toEqual([
      ...[null, ['Dora', 'typed', 1], ['Eva', 'typed', 2], ['Gala', 'typed', 3]],
    ]);
    expect(lines.map(({ atMs }) => atMs)).toEqual(lines.map(({ atMs }) => atMs).toSorted((one, two) => one - two));
    expect((await page(eva, recordingId, 2)).body.lines).toHaveLength(1);
    expect((await page(eva, randomUUID())).body.lines).toEqual([]);
    expect((await page(eva, recordingId, -1)).status).toBe(400);
    await hub.sql.query(`update rooms set visibility = 'private' where id = $1`, [room.roomId]);
    expect((await page(berto)).status).toBe(404);
    expect(await takenAlong(eva)).toContain(`Dos ${SUNG}`);

    await eva.socket.do('recordings:leave-out', of);
    expect(await recorded(eva)).toMatchObject({ mine: false });
    const goes = { password: gala.password, texts: 'keep' };
    expect((await gala.http.post('/api/account/deletion', goes)).status).toBeLessThan(300);
    expect(await rows()).toEqual([`Uno ${SUNG}`]);
    await dora.socket.do('recordings:delete', of);
    expect(await tablesWith(SUNG)).toEqual([]);
  });

  const onStage = ({ peerId }: MediaPeer) => ({ roomId, peerId });
  /** Tables in which a word stands, in whatever column. */
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await hub.sql.query<{ name: string }>(
      `select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await hub.sql.query(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${text}%`]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }
});
