import { randomUUID } from 'node:crypto';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { Previews } from '../../src/features/chat/previews/previews.js';
import { ThreadsService } from '../../src/features/chat/threads/threads.service.js';
import { JudgeMessages } from '../../src/features/chat/reports/judge-messages.js';
import { Retention } from '../../src/features/chat/retention.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { HUB, type Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { Uploads } from '../../src/platform/uploads/uploads.js';
import type { TestHub } from '../support/hub.js';
import { apart } from './window-apart.js';
import { Beside } from './window-beside.js';
import { PEOPLE, type Command } from './window-commands.js';

const LINK = 'https://example.org/';
const locksOf = ({ do: _, ...locks }: Extract<Command, { do: 'lock' }>) => locks;

/** The messages of a script: who wrote them, and who deleted them last. */
export interface Posted {
  id: string;
  seq: number;
  by: Actor;
  deletedBy: Actor | null;
  hidden: boolean;
  replyTo: string | null;
  thread: string | null;
}

/** People in one hub who do what scripts say, through the services and at once. */
export class Stage {
  private constructor(
    readonly hub: TestHub,
    readonly people: readonly Actor[],
    readonly host: Actor,
    readonly rooms: RoomsService,
    readonly chat: ChatService,
    readonly threads: ThreadsService,
    readonly judging: JudgeMessages,
    readonly beside: Beside,
  ) {}

  static async on(hub: TestHub): Promise<Stage> {
    const accounts = hub.app.get(AccountsService);
    const registered = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => hub.person(`Persona ${n}`)));
    const people = await Promise.all(registered.map(({ id }) => accounts.actorOf(id)));
    return new Stage(
      hub,
      people,
      people[0],
      hub.app.get(RoomsService),
      hub.app.get(ChatService),
      hub.app.get(ThreadsService),
      hub.app.get(JudgeMessages),
      new Beside(hub, people, people[0]),
    );
  }

  /** A room with a host, a learner, an outsider or two, three messages, an answer, and something beside them. */
  async room(posted: Posted[]): Promise<string> {
    const about = {
      kind: 'study-group',
      title: 'Sala A',
      about: '',
      language: 'es',
      visibility: 'public',
      capacity: 50,
    } as const;
    const { room } = await this.rooms.create(this.host, about);
    await this.rooms.join(this.people[1], { roomId: room.id, as: 'learner' });
    const start = [0, 1, 0].map((speaker): Command => ({
      do: 'post',
      who: speaker,
      nth: null,
      mention: null,
      thread: null,
      as: 'question',
    }));
    await Promise.all(start.map((one) => this.perform(room.id, one, posted)));
    const reply: Command = { do: 'post', who: 1, nth: 0, mention: null, thread: null, as: 'words' };
    await this.perform(room.id, reply, posted);
    await this.beside.begin(room.id);
    return room.id;
  }

  private async file(person: Actor, roomId: string): Promise<{ id: string; alt: string }> {
    const bytes = Buffer.from(`apuntes ${randomUUID()}`);
    const { id } = await this.hub.app.get(Uploads).receive(person, roomId, { name: 'apuntes.txt', bytes });
    return { id, alt: 'unos apuntes' };
  }

  /** One command of a script; what the hub refuses is part of the script. */
  async perform(roomId: string, one: Command, posted: Posted[]): Promise<void> {
    const { chat, threads, rooms, people, host, hub } = this;
    const person = 'who' in one ? people[one.who] : host;
    const among = posted.filter(({ deletedBy, hidden, replyTo, thread }) => {
      if (one.do === 'undo') return deletedBy !== null;
      if (one.do === 'show') return hidden;
      // Nothing but a reply is an answer or is thanked for.
      return (one.do !== 'answer' && one.do !== 'thank') || replyTo !== null || thread !== null;
    });
    const message = 'nth' in one && one.nth !== null ? among[one.nth % Math.max(1, among.length)] : undefined;
    const about = { roomId, clientId: randomUUID(), messageId: message?.id ?? randomUUID() };
    const mentions = 'mention' in one && one.mention !== null ? [people[one.mention].accountId] : [];
    const text = `palabras ${randomUUID()} ${LINK}`;
    try {
      switch (one.do) {
        case 'post': {
          const begun = one.thread === null ? undefined : posted[one.thread % Math.max(1, posted.length)];
          const threadId = begun ? (begun.thread ?? begun.id) : null;
          const near = message?.thread === threadId || message?.id === threadId;
          const replyTo = near ? (message?.id ?? null) : null;
          const { messageId, seq } = await chat.post(person, {
            roomId,
            clientId: about.clientId,
            text,
            replyTo,
            threadId,
            ...(one.as === 'question' ? { asks: true } : {}),
            ...(one.as === 'decision' ? { decision: true } : {}),
            mentions,
            ...(mentions.length > 0 ? { attachments: [await this.file(person, roomId)] } : {}),
          });
          posted.push({ id: messageId, seq, by: person, deletedBy: null, hidden: false, replyTo, thread: threadId });
          break;
        }
        case 'edit':
          return void (await chat.edit(message?.by ?? person, { ...about, text, mentions }));
        case 'delete': {
          const by = one.byHost || !message ? host : message.by;
          await chat.delete(by, about);
          if (message) message.deletedBy = by;
          return;
        }
        case 'undo':
          return void (await chat.undoDelete(message?.deletedBy ?? host, about));
        case 'react':
          return void (await chat.react(person, { ...about, emoji: one.emoji, on: one.on }));
        case 'preview': {
          const previews = hub.app.get(Previews);
          const { messageId } = about;
          const preview = { url: LINK, site: 'example.org', title: text, description: null, picture: null };
          if (one.away) await previews.remove(message?.by ?? host, { ...about, url: LINK });
          else await previews.show({ roomId, messageId }, [preview]);
          return;
        }
        case 'answer': {
          const question = message?.replyTo ?? message?.thread ?? about.messageId;
          const answerId = one.on ? (message?.id ?? null) : null;
          return void (await threads.markAnswer(host, { ...about, messageId: question, answerId }));
        }
        case 'thank':
          return void (await threads.thank(person, about));
        case 'pin':
          return void (await threads.pin(host, { ...about, pin: one.on ? 'pin' : null }));
        case 'join':
          return void (await rooms.join(person, { roomId, as: 'learner' }));
        case 'leave':
          return void (await rooms.leave(person, { roomId }));
        case 'kick':
          return void (await rooms.remove(host, { roomId, personId: person.accountId }));
        case 'role':
          return void (await rooms.setRole(host, { roomId, personId: person.accountId, role: one.role }));
        case 'card':
          return void (await this.newName(roomId, person, one.name));
        case 'lock':
          return void (await rooms.setLocks(host, { roomId, locks: locksOf(one) }));
        case 'rename':
          return void (await rooms.edit(host, { roomId, title: one.title }));
        case 'archive':
          return void (await rooms.archive(host, { roomId }));
        case 'reopen':
          return void (await rooms.reopen(host, { roomId }));
        case 'hide':
          await this.judging.hide(host, { ...about, reason: 'porque sí' });
          if (message) message.hidden = true;
          return;
        case 'show':
          return void (await this.judging.show(host, { ...about, reason: 'porque no' }));
        case 'remember':
          return void (await rooms.setMemory(host, { roomId, memory: { keepDays: one.days } }));
        case 'forget':
          return void (await this.forget(roomId, message?.seq ?? 0));
        case 'erase':
          hub.clock.advance(11 * 60_000);
          await this.beside.tick();
          return void (await chat.eraseDue());
        case 'apart':
          return await apart(hub, { roomId, host, person: people[one.it.who] ?? host }, one.it);
        case 'beside':
          return await this.beside.perform(roomId, one.it);
      }
    } catch (error) {
      // Refusals belong to a random script; anything else is a bug.
      if (!(error instanceof DomainError) || error.code === 'internal') throw error;
    }
  }

  /** Everything up to a message gets too old for the room, and the night comes. */
  private async forget(roomId: string, upTo: number): Promise<void> {
    await this.hub.sql.query(
      `update messages set posted_at = posted_at - interval '31 days' where room_id = $1 and seq <= $2`,
      [roomId, upTo],
    );
    await this.hub.app.get(Retention).sweepRoom(roomId, 30);
  }

  /** As the projector of rooms tells one room, without telling the hundreds of others of this test. */
  private async newName(roomId: string, person: Actor, name: string): Promise<void> {
    const card = { id: person.accountId, name, kind: person.kind, avatar: null };
    const known = await this.hub.sql.query('select 1 from memberships where room_id = $1 and account_id = $2', [
      roomId,
      person.accountId,
    ]);
    if (known.length === 0) return;
    await this.hub.log.change(HUB, [`room:${roomId}`], async (change) => {
      change.append({
        stream: `room:${roomId}`,
        type: 'rooms.member-changed',
        subject: person.accountId,
        payload: { person: card },
      });
    });
  }
}
