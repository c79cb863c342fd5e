import { randomUUID } from 'node:crypto';
import type { PastMeetings } from '../../src/contract/meetings.contract.js';
import type { MinutesView, ReplayPage } from '../../src/contract/minutes.contract.js';
import { MeetingClock } from '../../src/features/rooms/meetings/meeting-clock.js';
import { Presence } from '../../src/features/rooms/presence.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const MINUTE_MS = 60_000;

describe('minutes', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let host: Live;
  let learner: Live;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [hilda, leo] = await Promise.all([hub.person('Hilda'), hub.person('Leo')]);
    [host, learner] = await Promise.all([hilda.connect(), leo.connect()]);
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(hilda);
    await learner.do('rooms:join', { roomId });
  });

  /** A meeting of now with two steps, begun. */
  const begin = async (): Promise<string> => {
    const at = hub.clock.now().toISOString();
    const { meetingIds } = await host.do('meetings:schedule', {
      roomId,
      clientId: randomUUID(),
      title: 'Repaso',
      date: at.slice(0, 10),
      time: at.slice(11, 16),
      timeZone: 'UTC',
      minutes: 60,
      agenda: [
        { title: 'Ronda', minutes: 10 },
        { title: 'Dudas', minutes: 20 },
        { title: 'Cierre', minutes: 5 },
      ],
    });
    const [meetingId = ''] = meetingIds;
    await host.do('meetings:start', { roomId, meetingId });
    return meetingId;
  };
  const end = (meetingId: string) => host.do('meetings:end', { roomId, meetingId });
  const url = (meetingId: string) => `/api/rooms/${roomId}/meetings/${meetingId}`;
  const read = async (meetingId: string, who = leo): Promise<MinutesView> => {
    await hub.log.settled();
    const { status, body } = await who.http.get<MinutesView>(`${url(meetingId)}/minutes`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const say = (live: Live, text: string, more: object = {}) =>
    live.do('chat:post', { roomId, clientId: randomUUID(), text, ...more });
  const enter = async (person: Person, live: Live) => {
    await live.open(`room:${roomId}`);
    await waitFor('a visit', async () => {
      const rows = await hub.sql.query(
        'select 1 from visits where room_id = $1 and account_id = $2 and ended_at is null',
        [roomId, person.id],
      );
      return rows.length > 0;
    });
  };

  it('are there when the meeting has ended: who came, questions, decisions, what was shared, what stayed open', async () => {
    await say(host, 'Antes del encuentro');
    await enter(leo, learner);
    const meetingId = await begin();
    hub.clock.advance(MINUTE_MS);
    const question = await say(learner, '¿Qué es una clausura?', { asks: true });
    await say(learner, '¿Y un iterador?', { asks: true });
    await host.do('meetings:move-agenda', { roomId, meetingId, step: 1 });
    const reply = await say(host, 'Una función con su entorno.', { replyTo: question.messageId });
    await learner.do('chat:mark-answer', {
      roomId,
      clientId: randomUUID(),
      messageId: question.messageId,
      answerId: reply.messageId,
    });
    await say(host, 'Entregamos el lunes', { decision: true });
    await say(learner, 'Mirad https://example.org/clausuras, que ayuda.');
    await end(meetingId);
    await say(host, 'Después del encuentro');
    const minutes = await read(meetingId);
    expect(minutes.people.map(({ person }) => person.name)).toEqual(['Leo']);
    expect(minutes.questions.map(({ question: { text }, answer }) => [text, answer?.text ?? null])).toEqual([
      ['¿Qué es una clausura?', 'Una función con su entorno.'],
      ['¿Y un iterador?', null],
    ]);
    expect(minutes.decisions.map(({ text, person }) => [text, person.name])).toEqual([
      ['Entregamos el lunes', 'Hilda'],
    ]);
    expect(minutes.shared.map(({ links }) => links)).toEqual([['https://example.org/clausuras']]);
    expect(minutes.notReached).toEqual(['Cierre']);
    expect(minutes).toMatchObject({ said: 5, publishedAt: null, mayEdit: false, revision: 0 });
    const kinds = minutes.timeline.map(({ kind }) => kind);
    expect(kinds[0]).toBe('began');
    expect(kinds.at(-1)).toBe('ended');
    expect(kinds).toEqual(expect.arrayContaining(['came', 'step', 'question', 'answer', 'decision', 'shared']));
  });

  it('are corrected by the host, each time on what is there, and published once', async () => {
    const meetingId = await begin();
    const { messageId } = await say(host, 'Decidido', { decision: true });
    const other = await say(learner, '¿Cuándo?', { asks: true });
    await end(meetingId);
    await read(meetingId);
    const hand = {
      summary: 'Breve y útil.',
      own: [{ kind: 'open' as const, text: 'Buscar sala' }],
      hidden: [other.messageId],
      words: [{ messageId, text: 'Entregamos el lunes' }],
    };
    const input = { roomId, meetingId, revision: 0, ...hand };
    expect(await learner.refused('minutes:edit', input)).toBe('not-allowed');
    expect(await host.do('minutes:edit', input)).toEqual({ revision: 1 });
    expect(await host.refused('minutes:edit', input)).toBe('minutes/changed-meanwhile');
    const forLeo = await read(meetingId);
    expect(forLeo).toMatchObject({ summary: 'Breve y útil.', own: hand.own, hidden: [], questions: [] });
    expect(forLeo.decisions).toMatchObject([{ text: 'Entregamos el lunes', reworded: true }]);
    expect((await read(meetingId, hilda)).hidden).toEqual([other.messageId]);
    expect(await learner.refused('minutes:publish', { roomId, meetingId })).toBe('not-allowed');
    const first = await host.do('minutes:publish', { roomId, meetingId });
    expect(await host.do('minutes:publish', { roomId, meetingId })).toEqual(first);
    const published = await read(meetingId);
    expect(published).toMatchObject({ publishedAt: first.publishedAt, publishedBy: { name: 'Hilda' } });
    const { events } = await hub.log.read(`room:${roomId}`, 0, 500);
    expect(events.filter(({ type }) => type === 'minutes.minutes-published')).toHaveLength(1);
  });

  it('are told as Markdown that makes nothing of people’s signs', async () => {
    const meetingId = await begin();
    await say(host, '# <b>Gratis</b> [aquí](javascript:alert(1))', { decision: true });
    await end(meetingId);
    await read(meetingId);
    const { body } = await leo.http.get<string>(`${url(meetingId)}/minutes.md?zone=Europe/Madrid`);
    expect(body).toContain('# Acta: Repaso');
    expect(body).toContain('\\# \\<b\\>Gratis\\</b\\> \\[aquí\\](javascript:alert(1))');
    expect((await leo.http.get(`${url(meetingId)}/minutes.md?zone=Nowhere/Land`)).status).toBe(400);
  });

  it('forget what its author takes back, in the host’s words too, and a rebuild brings nothing back', async () => {
    const meetingId = await begin();
    const { messageId } = await say(learner, 'Palabra secreta', { decision: false, asks: true });
    await end(meetingId);
    await read(meetingId);
    const words = [{ messageId, text: 'Otra palabra secreta' }];
    await host.do('minutes:edit', {
      roomId,
      meetingId,
      revision: 0,
      summary: 'Con resumen',
      own: [],
      hidden: [],
      words,
    });
    await learner.do('chat:delete', { roomId, clientId: randomUUID(), messageId });
    expect(JSON.stringify(await read(meetingId, hilda))).not.toContain('secreta');
    expect(await hub.sql.query('select 1 from minutes_words where message_id = $1', [messageId])).toEqual([]);
    const { body } = await leo.http.get<ReplayPage>(`${url(meetingId)}/replay`);
    expect(JSON.stringify(body)).not.toContain('secreta');
    await hub.log.rebuild('minutes');
    expect(await read(meetingId, hilda)).toMatchObject({ summary: 'Con resumen', revision: 1, questions: [] });
  });

  it('come of a gathering that nobody planned when two people met, and of no other', async () => {
    const bye = async (...all: Live[]) => {
      for (const live of all) await live.do('stream:close', { stream: `room:${roomId}` });
      await waitFor('nobody there', async () => {
        const rows = await hub.sql.query('select 1 from visits where room_id = $1 and ended_at is null', [roomId]);
        return rows.length === 0;
      });
      await hub.app.get(Presence).settled();
      hub.clock.advance(6 * MINUTE_MS);
      await hub.app.get(MeetingClock).tick();
      await hub.log.settled();
    };
    await enter(hilda, host);
    await bye(host);
    const past = async () => (await leo.http.get<PastMeetings>(`/api/rooms/${roomId}/meetings`)).body.meetings;
    const [alone] = await past();
    expect(alone).toMatchObject({ state: 'ended', title: '', touched: 0 });
    expect((await leo.http.get(`${url(alone?.id ?? '')}/minutes`)).status).toBe(404);
    await say(host, 'Antes');
    await enter(hilda, host);
    await enter(leo, learner);
    await say(learner, '¿Nos vemos mañana?', { asks: true });
    await bye(host, learner);
    const met = (await past()).find(({ touched }) => touched > 0);
    const minutes = await read(met?.id ?? '');
    expect(minutes.people).toHaveLength(2);
    expect(minutes).toMatchObject({ said: 1, questions: [{ question: { text: '¿Nos vemos mañana?' } }] });
  });

  it('of before somebody came are not theirs where the room shows no earlier history', async () => {
    const meetingId = await begin();
    await end(meetingId);
    await read(meetingId);
    await host.do('rooms:set-memory', { roomId, memory: { historyFrom: 'joined' } });
    const late = await hub.person('Tardía');
    await (await late.connect()).do('rooms:join', { roomId });
    for (const page of ['minutes', 'minutes.md', 'replay'])
      expect((await late.http.get(`${url(meetingId)}/${page}`)).status).toBe(404);
    expect((await leo.http.get(`${url(meetingId)}/minutes`)).status).toBe(200);
  });

  it('and the replay are for whoever may read the room', async () => {
    const meetingId = await begin();
    await end(meetingId);
    await read(meetingId);
    const outsider = await hub.person('Olga');
    await host.do('rooms:edit', { roomId, visibility: 'private' });
    for (const page of ['minutes', 'minutes.md', 'replay'])
      expect((await outsider.http.get(`${url(meetingId)}/${page}`)).status).toBe(404);
    expect((await hilda.http.get(`/api/rooms/${roomId}/meetings/${randomUUID()}/minutes`)).status).toBe(404);
  });
});
