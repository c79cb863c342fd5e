import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { Recorded, RecordedMeeting, RecordingView } from '../../src/contract/recordings.contract.js';
import { Recorders } from '../../src/features/stage/recording/recorders.js';
import { HUB } from '../../src/platform/actor/actor.js';
import type { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { sends, type Sending } from './recorded-tracks.js';

/** What specs of recordings do again and again, on the hub of theirs and led by one host. */
export function recordingSteps(house: () => { hub: TestHub; host: Person }) {
  const sending: Sending[] = [];

  /** People on a stage in a meeting that was planned and has begun. */
  async function meeting(
    others: readonly Person[],
  ): Promise<{ roomId: string; meetingId: string; peers: MediaPeer[] }> {
    const { hub, host } = house();
    const roomId = await hub.room(host, { visibility: 'public' });
    for (const { socket } of others) await socket.do('rooms:join', { roomId });
    const plan = { title: 'Encuentro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
    const [meetingId = ''] = (
      await host.socket.do('meetings:schedule', { roomId, clientId: crypto.randomUUID(), ...plan })
    ).meetingIds;
    const peers = await Promise.all([host, ...others].map((person) => MediaPeer.on(person, roomId)));
    await host.socket.do('meetings:start', { roomId, meetingId });
    for (const peer of peers) await peer.join();
    return { roomId, meetingId, peers };
  }
  const over = async (roomId: string, meetingId: string) =>
    house().host.socket.do('meetings:end', { roomId, meetingId });

  const send = async (roomId: string, person: Person, source: 'microphone' | 'camera') => {
    const one = await sends(house().hub, roomId, person, source);
    sending.push(one);
    return one;
  };
  const silence = () => {
    for (const one of sending.splice(0)) one.stop();
  };

  async function begun(roomId: string, answers: readonly [Person, boolean][]): Promise<string> {
    const { recordingId } = await house().host.socket.do('recordings:ask', { roomId, consents: true });
    for (const [{ socket }, consents] of answers)
      await socket.do('recordings:answer', { roomId, recordingId, consents });
    await until(roomId, 'on');
    return recordingId;
  }
  const why = async (recordingId: string) => {
    const isIt = ({ subject }: { subject: string | null }) => subject === recordingId;
    return (await house().host.socket.event('recordings.recording-ended', isIt)).payload.why;
  };
  const kept = async (roomId: string) => {
    const { shared } = await house().hub.log.snapshot(`room:${roomId}`, HUB);
    return shared['recording'] as RecordingView | null;
  };
  const until = (roomId: string, state: RecordingView['state'] | null) =>
    waitFor(`a recording that is ${state}`, async () => ((await kept(roomId))?.state ?? null) === state || undefined);

  const recordings = async (reader: Person, roomId: string, meetingId: string) => {
    const path = `/api/rooms/${roomId}/meetings/${meetingId}/recordings`;
    let { status, body } = await reader.http.get<RecordedMeeting>(path);
    if (status === 401) {
      // The clock has been moved beyond what a token is good for.
      reader.http.token = (await reader.http.post<Session>('/api/session/refresh')).body.accessToken;
      ({ status, body } = await reader.http.get<RecordedMeeting>(path));
    }
    return status === 200 ? body.recordings : [];
  };
  const ready = (roomId: string, meetingId: string): Promise<Recorded> =>
    waitFor('its files', async () => {
      const [one] = await recordings(house().host, roomId, meetingId);
      return one?.state === 'ready' ? one : undefined;
    });

  const inFolder = (name: string, dataDir: string) =>
    existsSync(join(dataDir, name)) ? readdirSync(join(dataDir, name)) : [];
  const tapes = (dataDir = house().hub.dataDir) => inFolder('tapes', dataDir);
  const files = () => inFolder('recordings', house().hub.dataDir);
  const grows = async (person: Person, roomId: string, bytes = 2_000) => {
    const recorder = () => house().hub.app.get(Recorders).of(roomId)?.bytes ?? 0;
    const before = recorder();
    await waitFor(`packets of ${person.name}`, () => recorder() > before + bytes || undefined);
  };
  return { meeting, over, send, silence, begun, why, kept, until, recordings, ready, tapes, files, grows };
}
