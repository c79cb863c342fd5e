import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import type { Actor } from '../../platform/actor/actor.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ChatService } from '../chat/chat.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { DemoExtras } from './demo-extras.js';
import type { DemoClock } from './demo-clock.js';
import { DemoPasswords } from './demo-passwords.js';
import { DemoRepository } from './demo.repository.js';
import type { DemoLine, DemoRoom } from './demo.types.js';
import { faceOf } from './faces.js';
import { marketing } from './script/marketing.js';
import { mentoring } from './script/mentoring.js';
import { olympics } from './script/olympics.js';
import { people } from './script/people.js';
import { profiles } from './script/profiles.js';
import { statistics } from './script/statistics.js';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const rooms: readonly DemoRoom[] = [marketing, statistics, mentoring, olympics];

interface Said {
  roomId: string;
  room: DemoRoom;
  line: DemoLine;
  at: Date;
}

/** Plays the script through the ordinary services, at the times the script says: no row is written past them. */
@Injectable()
export class DemoSeed {
  readonly #actors = new Map<string, Actor>();
  /** name of a line → id of its message */
  readonly #named = new Map<string, string>();
  readonly #seqs = new Map<string, number[]>();

  constructor(
    private readonly accounts: AccountsService,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly passwords: DemoPasswords,
    private readonly repository: DemoRepository,
    private readonly ids: Ids,
    private readonly extras: DemoExtras,
    private readonly profiles: ProfilesService,
  ) {}

  /** `now` is the moment the story ends at; the clock must stand eleven days before it. */
  async play(clock: DemoClock, now: Date): Promise<void> {
    await this.#settle();
    const said: Said[] = [];
    for (const room of rooms) {
      const roomId = await this.#found(room);
      for (const line of room.lines) said.push({ roomId, room, line, at: momentOf(line, now) });
    }
    said.sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const one of said) {
      clock.travelTo(one.at);
      await this.#say(one, clock);
    }
    // Past the undo window of the last deletion, so that deleted words are really gone.
    clock.travelTo(now);
    await this.chat.eraseDue();
    await this.#planMeetings(now);
    await this.#readUp();
    await this.repository.setState('made');
  }

  async #settle(): Promise<void> {
    for (const person of people) {
      const card = await this.accounts.createPerson({
        name: person.name,
        email: this.passwords.emailOf(person.key),
        password: this.passwords.password,
        ageBand: '18-plus',
        language: person.language,
        timeZone: person.timeZone,
        about: person.about,
        role: person.admin ? 'admin' : 'member',
        mentor: person.mentor ? 'granted' : 'none',
        demo: true,
      });
      const face = faceOf(person.key);
      if (face) await this.accounts.setAvatarOf(card.id, await sharp(Buffer.from(face)).png().toBuffer());
      const actor = await this.accounts.actorOf(card.id);
      this.#actors.set(person.key, actor);
      await this.profiles.edit(actor, profiles[person.key] ?? {});
    }
  }

  async #found(room: DemoRoom): Promise<string> {
    const host = this.#actor(room.host);
    const { kind, title, about, language, visibility } = room;
    const { room: made } = await this.rooms.create(host, {
      kind,
      title,
      about,
      language,
      visibility,
      capacity: 100,
      demo: true,
    });
    const roomId = made.id;
    const invite = await this.rooms.invites.create(host, {
      roomId,
      role: 'learner',
      guests: false,
      expiresInHours: 1,
      maxUses: null,
    });
    for (const [role, keys] of Object.entries(room.members)) {
      for (const key of keys.split(' ')) {
        await this.rooms.invites.accept(this.#actor(key), { code: invite.code });
        if (role !== 'learner')
          await this.rooms.setRole(host, { roomId, personId: this.#actor(key).accountId, role: role as 'co-host' });
      }
    }
    await this.rooms.invites.revoke(host, { roomId, inviteId: invite.id });
    this.#seqs.set(roomId, []);
    return roomId;
  }

  async #say({ roomId, line, at }: Said, clock: DemoClock): Promise<void> {
    const [, , by, text, more = {}] = line;
    const author = this.#actor(by);
    const replyTo = more.re ? this.#message(more.re) : null;
    const mentions = (more.to?.split(' ') ?? []).map((key) => this.#actor(key).accountId);
    const posted = await this.chat.post(author, {
      roomId,
      clientId: this.ids.next(),
      text: more.before ?? text,
      replyTo,
      mentions,
      ...(more.picture ? { attachments: [await this.extras.picture(author, roomId, more.picture)] } : {}),
    });
    const { messageId } = posted;
    if (more.id) this.#named.set(more.id, messageId);
    this.#seqs.get(roomId)?.push(posted.seq);
    clock.travelTo(new Date(at.getTime() + MINUTE_MS));
    if (more.before) await this.chat.edit(author, { roomId, clientId: this.ids.next(), messageId, text, mentions });
    for (const [emoji, keys] of Object.entries(more.react ?? {}))
      await Promise.all(
        keys
          .split(' ')
          .map((key) =>
            this.chat.react(this.#actor(key), { roomId, clientId: this.ids.next(), messageId, emoji, on: true }),
          ),
      );
    if (more.deleted) await this.chat.delete(author, { roomId, clientId: this.ids.next(), messageId });
  }

  async #planMeetings(now: Date): Promise<void> {
    for (const roomId of this.#seqs.keys()) {
      const { host, meets } = await this.#roomOf(roomId);
      if (meets === undefined) continue;
      await this.extras.material(this.#actor(host), roomId);
      const coming = meets.split(' ').map((key) => this.#actor(key));
      await this.extras.meeting(this.#actor(host), roomId, { now, coming });
    }
  }

  async #readUp(): Promise<void> {
    for (const [roomId, seqs] of this.#seqs) {
      const room = await this.#roomOf(roomId);
      for (const key of membersOf(room)) {
        const seq = seqs.at(-1 - (room.unread[key] ?? 0));
        if (seq !== undefined) await this.chat.read(this.#actor(key), { roomId, seq });
      }
    }
  }

  async #roomOf(roomId: string): Promise<DemoRoom> {
    const title = (await this.repository.rooms()).find((room) => room.id === roomId)?.title;
    const room = rooms.find((one) => one.title === title);
    if (!room) throw new Error(`The demo's script has no room for ${roomId}`);
    return room;
  }

  #actor(key: string): Actor {
    const actor = this.#actors.get(key);
    if (!actor) throw new Error(`The demo's script names somebody who does not exist: ${key}`);
    return actor;
  }

  #message(name: string): string {
    const id = this.#named.get(name);
    if (id === undefined) throw new Error(`The demo's script answers a line that was not said before: ${name}`);
    return id;
  }
}

function momentOf([daysAgo, time]: DemoLine, now: Date): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const day = new Date(now.getTime() - daysAgo * DAY_MS);
  day.setUTCHours(hours, minutes, 0, 0);
  // Today's lines are said in the last hours, whatever the time of day is.
  return daysAgo === 0 ? new Date(now.getTime() - 3 * 60 * MINUTE_MS + ((hours - 6) * 60 + minutes) * MINUTE_MS) : day;
}

function membersOf(room: DemoRoom): string[] {
  return [room.host, ...Object.values(room.members).flatMap((keys) => keys.split(' '))];
}
