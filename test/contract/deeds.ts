import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../../src/contract/realtime.contract.js';
import type { Answer, Person } from '../support/person.js';
import type { Towards } from './columns.js';
import type { Scene } from './scenes.js';

/** Something that people try in a room. `run` answers `ok` or the code of the refusal. */
export interface RoomDeed {
  /** Name of the route (as declared), the command, the stream kind or the signal. */
  readonly operation: string;
  readonly verb: string;
  readonly towards?: Towards;
  /** Codes that stand for a refusal to somebody who may not even see the room, besides `not-found`. */
  readonly hides?: readonly string[];
  run(who: Person, scene: Scene): Promise<string>;
}

interface ErrorLike {
  code?: string;
}
export async function outcomeOf(asking: Promise<Answer>): Promise<string> {
  const { status, body } = await asking;
  if (status < 300) return 'ok';
  return (typeof body === 'object' && body !== null && (body as ErrorLike).code) || `status ${status}`;
}

export const route = (
  method: string,
  path: string,
  verb: string,
  more: { body?: object; query?: string; message?: 'own' | 'ownHidden' | 'othersHidden'; towards?: Towards } = {},
): RoomDeed => ({
  operation: `${method} ${path}`,
  verb,
  ...(more.towards ? { towards: more.towards } : {}),
  run: (who, scene) => {
    const { roomId, inviteId, over, reportId } = scene;
    const url = path
      .replace(/:(roomId|id)\b/, roomId)
      .replace(':inviteId', inviteId)
      .replace(':messageId', scene[more.message ?? 'own'])
      .replace(':reportId', reportId)
      .replace(':recordingId', randomUUID())
      .replace(':seq', '1')
      .replace(':meetingId', over);
    return outcomeOf(who.http.send(method, url + (more.query ?? ''), more.body));
  },
});

export const command = <N extends CommandName>(
  name: N,
  verb: string,
  input: (scene: Scene) => Omit<CommandInput<N>, 'roomId' | 'clientId'>,
  more: { towards?: Towards; key?: true } = {},
): RoomDeed => ({
  operation: name,
  verb,
  ...(more.towards ? { towards: more.towards } : {}),
  run: async (who, scene) => {
    const whole: unknown = { roomId: scene.roomId, ...(more.key ? { clientId: randomUUID() } : {}), ...input(scene) };
    const answer = await who.socket.decided(name, whole as CommandInput<N>);
    return answer.ok ? 'ok' : answer.error.code;
  },
});

/** The command carries a key of its own. */
export const key = true;
export const nothing = () => ({});
