import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { MembershipState, PersonCard, RoomRole } from '../../contract/words.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { lastHost, personNotInRoom, roomFull } from './rooms.errors.js';
import { accountStream, roomStaffStream, roomStream } from './rooms.events.js';
import type { RoomsRepository } from './rooms.repository.js';
import { memberViewOf, personCardOf, roomViewOf, type MembershipRow, type RoomRow } from './rooms.view.js';

/** A room inside a change, its streams locked: what happens to its people, each fact with the rows it changes. */
export class LockedRoom {
  constructor(
    readonly change: Change,
    readonly row: RoomRow,
    readonly memberships: ReadonlyMap<string, MembershipRow>,
    private readonly repository: RoomsRepository,
  ) {}

  /** Somebody who is a member now. */
  member(personId: string): MembershipRow {
    const row = this.memberships.get(personId);
    if (row?.state !== 'member') throw personNotInRoom();
    return row;
  }

  /** A fact of the room that changes its view: the row is saved with it. `payload` gets the view's new `touched`. */
  async fact<T extends EventType>(
    type: T,
    subject: string,
    payload: EventPayload<T>,
    actor?: string | null,
  ): Promise<number> {
    const seq = this.tell(roomStream(this.row.id), type, subject, payload, actor);
    this.row.touched = seq;
    await this.repository.saveRoom(this.change.sql, this.row);
    return seq;
  }

  /** The same for facts that carry the whole view. */
  async viewFact(type: 'rooms.room-edited'): Promise<void> {
    const room = roomViewOf(this.row);
    room.touched = await this.fact(type, this.row.id, { room });
  }

  async admit(
    person: PersonCard,
    role: RoomRole,
    options: { tellPerson: boolean; actor?: string } = { tellPerson: true },
  ): Promise<void> {
    const row: MembershipRow = {
      room_id: this.row.id,
      account_id: person.id,
      role,
      state: 'member',
      name: person.name,
      kind: person.kind,
      avatar: person.avatar,
      joined_at: this.change.at,
      touched: 0,
      // A mute of before stays in the row.
      muted_at: null,
      muted_until: null,
      mute_reason: null,
    };
    const member = memberViewOf(row);
    this.row.member_count += person.kind === 'bot' ? 0 : 1;
    row.touched = await this.fact(
      'rooms.member-joined',
      person.id,
      { member, memberCount: this.row.member_count },
      options.actor,
    );
    member.touched = row.touched;
    await this.repository.putMembership(this.change.sql, row);
    if (options.tellPerson) this.tellPerson(person.id, 'member', role);
  }

  /** Leaves, is removed or banned; the room is told only of members, and never of a ban or its reason. */
  async end(person: MembershipRow, state: Exclude<MembershipState, 'member'>, banReason?: string): Promise<void> {
    const wasMember = person.state === 'member';
    if (wasMember) {
      // A group is nobody's: its last one may go too, and who opens it again is back. A breakout is its main room's.
      if (person.role === 'host' && this.row.kind !== 'direct') await this.keepAHost();
      this.row.member_count -= person.kind === 'bot' ? 0 : 1;
      const payload = { personId: person.account_id, memberCount: this.row.member_count };
      await this.fact(state === 'left' ? 'rooms.member-left' : 'rooms.member-removed', person.account_id, payload);
    }
    await this.repository.endMembership(this.change.sql, this.row.id, person.account_id, {
      state,
      at: this.change.at,
      ...(banReason ? { banReason } : {}),
    });
    this.tellPerson(person.account_id, state, null);
  }

  async giveRole(person: MembershipRow, role: RoomRole): Promise<void> {
    if (person.role === 'host') await this.keepAHost();
    if (role === 'learner') await this.keepASeat(person.role);
    const seq = this.tell(roomStream(this.row.id), 'rooms.role-changed', person.account_id, {
      personId: person.account_id,
      role,
    });
    await this.repository.setRole(this.change.sql, this.row.id, person.account_id, role, seq);
    this.tellPerson(person.account_id, 'member', role);
  }

  /** Throws `rooms/full` where a learner finds no place. Somebody who already has one takes no other. */
  async keepASeat(has: RoomRole | null = null): Promise<void> {
    if (has !== null && has !== 'spectator') return;
    if ((await this.repository.seats(this.change.sql, this.row.id)) >= this.row.capacity)
      throw roomFull(this.row.capacity);
  }

  tellStaff<T extends EventType>(type: T, subject: string, payload: EventPayload<T>): void {
    this.tell(roomStaffStream(this.row.id), type, subject, payload);
  }

  cardOf(personId: string): PersonCard | null {
    const row = this.memberships.get(personId);
    return row ? personCardOf(row) : null;
  }

  /** Of breakouts people hear in the main room. */
  tellPerson(personId: string, state: MembershipState, role: RoomRole | null): void {
    if (this.row.parent !== null) return;
    this.tell(accountStream(personId), 'rooms.membership-changed', this.row.id, { roomId: this.row.id, state, role });
  }

  private tell<T extends EventType>(
    stream: string,
    type: T,
    subject: string,
    payload: EventPayload<T>,
    actor?: string | null,
  ): number {
    return this.change.append({ stream, type, subject, payload, ...(actor === undefined ? {} : { actor }) }).seq;
  }

  private async keepAHost(): Promise<void> {
    if (this.row.parent !== null) return;
    if ((await this.repository.hosts(this.change.sql, this.row.id)) <= 1) throw lastHost();
  }
}
