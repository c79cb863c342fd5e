import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

export interface Room {
  readonly roomId: string;
  /** The first message in it. */
  readonly messageId: string;
}
/** Vera hosts a private room; Malo hosts another one and wants to get at hers. */
export interface TwoRooms {
  readonly hub: TestHub;
  readonly vera: Person;
  readonly malo: Person;
  readonly hers: Room & { readonly inviteId: string };
  readonly his: Room;
}

export async function twoRooms(): Promise<TwoRooms> {
  const hub = await TestHub.boot({ replace: [generous] });
  const [vera, malo] = await Promise.all([hub.person('Vera'), hub.person('Malo')]);
  await Promise.all([vera.connect(), malo.connect()]);
  const [hersId, hisId] = await Promise.all([
    hub.room(vera, { visibility: 'private', title: 'La sala de Vera' }),
    hub.room(malo),
  ]);
  const { messageId } = await vera.socket.post(hersId, 'entre nosotras');
  const invite = await vera.http.post<{ id: string }>(`/api/rooms/${hersId}/invites`, {});
  const his = { roomId: hisId, messageId: (await malo.socket.post(hisId, 'aquí')).messageId };
  return { hub, vera, malo, hers: { roomId: hersId, messageId, inviteId: invite.body.id }, his };
}

/** The hub is as well as before, still does what people want, and understood that what it was sent was wrong. */
export async function assertWell({ hub, vera, hers }: Pick<TwoRooms, 'hub' | 'vera' | 'hers'>): Promise<void> {
  expect((await fetch(`${hub.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
  await vera.socket.post(hers.roomId, 'seguimos');
  const metrics = await (await fetch(`${hub.url}/metrics`)).text();
  expect(metrics).toMatch(/^tertulia_commands_total\{/m);
  expect(metrics.split('\n').filter((line) => /outcome="internal"|status="5/.test(line))).toEqual([]);
}
