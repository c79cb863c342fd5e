import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { roomState, roomStream, type MemberState, type RoomState } from '../rooms/rooms.events.js';
import { assertAllowed, roomNotFound } from './chat.errors.js';
import { refusalOf, type ChatVerb } from './chat.policy.js';
import { ChatDatabase } from './chat.repository.js';

const KNOWN_MAX = 20_000;

/**
 * The quick refusal before a command of the chat: no such room, or somebody who never had to do with it. Whoever once was a
 * member passes on to the lock, so that a retry finds the result it once had.
 */
@Injectable()
export class ChatDoor {
  /** `<room> <account>` of people who are or were members, as far as they have been asked about. */
  readonly #known = new Set<string>();

  constructor(
    private readonly database: ChatDatabase,
    private readonly clock: Clock,
  ) {}

  async known(
    actor: Actor,
    verb: ChatVerb,
    roomId: string,
  ): Promise<{ room: RoomState; member: MemberState | undefined }> {
    const item = { actor, stream: roomStream(roomId), input: null, at: this.clock.now() };
    const room = (await roomState.load(this.database.sql, [item])).get(roomId);
    if (!room) throw roomNotFound();
    const member = room.members.get(actor.accountId);
    if (member) this.remember(`${roomId} ${actor.accountId}`);
    if (!member) assertAllowed(refusalOf(verb, actor, undefined, room, true));
    return { room, member };
  }

  // A row of `memberships` changes and never goes: who once was a member need not be asked about again.
  async assertKnown(actor: Actor, verb: ChatVerb, roomId: string): Promise<void> {
    if (!this.#known.has(`${roomId} ${actor.accountId}`)) await this.known(actor, verb, roomId);
  }

  private remember(place: string): void {
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.add(place);
  }
}
