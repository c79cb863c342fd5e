// Recording: asking, answering, how it stands with it on the stage and in the room, and the meeting once more.
import { randomUUID } from 'node:crypto';
import { moreOf, onStage, openDoor, standOn } from './on-stage.mjs';
import { cardOf } from './table.mjs';

const MINUTE_MS = 60_000;
/** A part of the meeting of the club. */
const RECORDED_MS = 15 * MINUTE_MS;

export function recordingPages({ people, rooms }) {
  const { lucia, amaia, ines, mateo, dario, wanjiru } = people;
  const path = `/rooms/${rooms.workshop}`;
  const going = (name, who, { state, yes, no = [] }) =>
    onStage(rooms.workshop, {
      ...{ name, who, count: 4 },
      more: async (stage) => {
        const end = await record(stage, rooms.workshop, { state, yes, no });
        await stage.page.waitForTimeout(600);
        return end;
      },
    });
  const all = [lucia, mateo, dario, wanjiru];
  return [
    {
      page: 'recording',
      title: 'Recording',
      states: [
        onStage(rooms.workshop, {
          ...{ name: 'asking for it', who: lucia, count: 4 },
          more: (stage) => moreOf(stage, /^(Grabar el encuentro|Record the meeting)$/),
        }),
        going('asked, for who leads', lucia, { state: 'asked', yes: [lucia] }),
        going('the question', amaia, { state: 'asked', yes: [lucia] }),
        { ...beside('at the door', amaia, { yes: all }, (stage) => openDoor(stage)), height: 900 },
        going('recorded, for who leads', lucia, { state: 'on', yes: [lucia, mateo, amaia], no: [dario] }),
        going('recorded, for who said no', amaia, { state: 'on', yes: all, no: [amaia] }),
        going('paused, for who is in it', amaia, { state: 'paused', yes: [...all, amaia] }),
        beside('seen from the room', ines, { yes: all }),
        {
          name: 'once more, with the minutes',
          path: `/rooms/${rooms.club}/meetings/${rooms.meeting}/minutes`,
          who: lucia,
          height: 1200,
          before: recorded,
          act: replay,
        },
      ],
    },
  ];

  /** From beside the stage, with people on it. */
  function beside(name, who, { yes }, act) {
    return {
      name,
      path,
      who,
      async before(stage) {
        this.clear = await standOn(stage, rooms.workshop, 4, who);
        this.end = await record(stage, rooms.workshop, { state: 'on', yes, no: [] });
      },
      act: act ?? (({ page }) => page.waitForTimeout(600)),
      async after() {
        await this.end();
        this.clear();
      },
    };
  }

  async function recorded({ page, hub }) {
    const [{ started_at: start }] = await hub.sql.query('select started_at from meetings where id = $1', [
      rooms.meeting,
    ]);
    const from = new Date(start.getTime() + MINUTE_MS);
    const to = new Date(from.getTime() + RECORDED_MS);
    const track = ({ actor }, source) => ({
      ...{ id: randomUUID(), person: cardOf(actor), source },
      ...{ offsetMs: 0, lengthMs: RECORDED_MS, shown: [{ from: 0, to: RECORDED_MS }] },
      src: source === 'screen' ? '/shots/screen.webm' : '/shots/voice.wav',
    });
    const tracks = [track(lucia, 'screen'), ...[lucia, amaia, dario].map((person) => track(person, 'microphone'))];
    const stretches = [{ from: from.toISOString(), to: to.toISOString() }];
    const recordings = [{ id: randomUUID(), state: 'ready', stretches, tracks, mayDelete: true, mine: true }];
    await page.route('**/api/**/recordings', (route) => route.fulfill({ json: { recordings } }));
    await page.route('**/shots/voice.wav', (route) => route.fulfill({ contentType: 'audio/wav', body: SILENCE }));
  }
}

/** A recording as the room knows it, without anybody who keeps it. Resolves with what ends it. */
async function record({ hub, people }, roomId, { state, yes, no }) {
  const of = async (path, name) => hub.app.get((await import(`../../src/${path}.ts`))[name]);
  const log = await of('platform/event-log/event-log', 'EventLog');
  const repository = await of('features/stage/recording/recordings.repository', 'RecordingsRepository');
  const recordings = await of('features/stage/recording/recordings', 'Recordings');
  const { actor, id: byId } = people.lucia;
  const stream = `room:${roomId}`;
  const recordingId = randomUUID();
  const said = (some, consents) => some.map(({ id: personId }) => ({ personId, consents }));
  const answers = [...said(yes, true), ...said(no, false)];
  await log.change(actor, [stream], async ({ sql, at, append }) => {
    const meetingId = await repository.liveMeeting(sql, roomId);
    const recording = { id: recordingId, state, byId, askedAt: at.toISOString(), answers };
    const payload = { recording };
    const { seq } = append({ stream, type: 'recordings.recording-changed', subject: recordingId, payload });
    const row = { id: recordingId, room_id: roomId, meeting_id: meetingId, asked_by: byId, asked_at: at, touched: seq };
    await repository.insert(sql, row);
    await repository.save(sql, { id: recordingId, state, stretches: [], touched: seq });
    for (const answer of answers) await repository.answer(sql, recordingId, { ...answer, at });
  });
  return () => recordings.close(actor, { roomId, recordingId }, 'by-hand');
}

/** A page of a book, filmed for a moment by the browser itself: the only film that the pictures have. */
async function replay({ page }) {
  const film = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 540 });
    const pen = canvas.getContext('2d');
    const draw = () => {
      pen.fillStyle = '#faf7f2';
      pen.fillRect(0, 0, 960, 540);
      pen.fillStyle = '#1c1a17';
      pen.font = '44px serif';
      pen.fillText('La estación, capítulo tres', 96, 150);
      pen.font = '28px serif';
      for (const [at, line] of ['Llegar tarde también', 'es una forma de llegar.'].entries())
        pen.fillText(line, 96, 240 + at * 48);
    };
    const parts = [];
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm;codecs=vp8' });
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    const timer = setInterval(draw, 100);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    clearInterval(timer);
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await page.route('**/shots/screen.webm', (route) =>
    route.fulfill({ contentType: 'video/webm', body: Buffer.from(film) }),
  );
  const bar = page.getByRole('slider');
  await bar.scrollIntoViewIfNeeded();
  await bar.fill('600');
  await page.evaluate(() => document.querySelector('[aria-labelledby=replay]')?.scrollIntoView());
  await page.waitForTimeout(1_500);
}

/** A second of nothing: 8 kHz, one byte each. */
const SILENCE = Buffer.concat([
  Buffer.from('RIFF\x64\x1f\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00', 'latin1'),
  Buffer.from('\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x40\x1f\x00\x00', 'latin1'),
  Buffer.alloc(8_000, 128),
]);
