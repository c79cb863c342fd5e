import type { Evidence, StoredRow } from '../history.js';
import { fieldOf, Log, numberIn, textIn } from './facts.js';

interface Stay {
  /** seq and time (ms) of the event that began it. */
  readonly from: number;
  readonly since: number;
  /** seq of the event that ended it. */
  to: number;
}
const STAFF: ReadonlySet<string> = new Set(['host', 'co-host', 'judge']);

/** Who was a member of a room from which seq to which, as the room's own events say. */
export class Memberships {
  readonly #stays = new Map<string, Stay[]>();
  readonly #roles = new Map<string, { at: number; role: string | null }[]>();

  constructor(evidence: Evidence, roomId: string) {
    for (const event of new Log(evidence).of(`room:${roomId}`)) this.take(event);
  }

  /** The last seq somebody may have seen when something reached them at `time`; 0 when they had never been a member. */
  seesUpTo(person: string, time: number): number {
    const stays = (this.#stays.get(person) ?? []).filter(({ since }) => since <= time);
    return stays.at(-1)?.to ?? 0;
  }

  isMember(person: string, seq = Infinity): boolean {
    return (this.#stays.get(person) ?? []).some(({ from, to }) => from <= seq && (seq < to || to === Infinity));
  }

  /** Staff of the room when something happened at `time`. */
  isStaff(person: string, time: number): boolean {
    const role = (this.#roles.get(person) ?? []).findLast(({ at }) => at <= time)?.role;
    return role !== undefined && role !== null && STAFF.has(role);
  }

  private take({ type, payload, seq, at }: StoredRow): void {
    const member = fieldOf(payload, 'member');
    const person = textIn(fieldOf(member, 'person'), 'id') ?? textIn(payload, 'personId') ?? '';
    const stays = this.#stays.get(person) ?? [];
    const roles = this.#roles.get(person) ?? [];
    if (type === 'rooms.member-joined') {
      this.#stays.set(person, [...stays, { from: seq, since: at, to: Infinity }]);
      this.#roles.set(person, [...roles, { at, role: textIn(member, 'role') ?? null }]);
    } else if (type === 'rooms.role-changed')
      this.#roles.set(person, [...roles, { at, role: textIn(payload, 'role') ?? null }]);
    else if (type === 'rooms.member-left' || type === 'rooms.member-removed') {
      const last = stays.at(-1);
      if (last?.to === Infinity) last.to = seq;
      this.#roles.set(person, [...roles, { at, role: null }]);
    }
  }
}

/** A deletion and when whoever deleted knew that it was done. */
export interface Deletion {
  readonly messageId: string;
  readonly stream: string;
  readonly seq: number;
  readonly knownAt: number;
}

/** Deletions that were acknowledged, with the time of the acknowledgement. */
export function deletionsOf({ history }: Evidence): Deletion[] {
  const asked = new Map<number, { messageId: string; stream: string }>();
  const found = new Map<string, Deletion>();
  for (const entry of history.entries) {
    if (entry.what === 'asked' && entry.command === 'chat:delete')
      asked.set(entry.call, {
        messageId: textIn(entry.input, 'messageId') ?? '',
        stream: `room:${textIn(entry.input, 'roomId')}`,
      });
    const about = entry.what === 'acknowledged' ? asked.get(entry.call) : undefined;
    if (!about || entry.what !== 'acknowledged') continue;
    const seq = numberIn(entry.data, 'seq') ?? 0;
    const key = `${about.messageId} ${seq}`;
    // A retry is answered later: the first answer is when it was known.
    if (!found.has(key)) found.set(key, { ...about, seq, knownAt: entry.at });
  }
  return [...found.values()];
}
