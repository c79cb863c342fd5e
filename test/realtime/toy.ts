import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '../../src/platform/actor/actor.js';
import { HUB } from '../../src/platform/actor/actor.js';
import type { CommandParsed } from '../../src/contract/realtime.contract.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { EventLog } from '../../src/platform/event-log/event-log.js';
import { Authentication } from '../../src/platform/http/authentication.js';
import { CurrentActor, Operation } from '../../src/platform/http/operation.js';
import { Command, LiveGateway } from '../../src/platform/realtime/live-gateway.js';
import { Realtime } from '../../src/platform/realtime/realtime.js';

/** What the toy feature of these tests remembers: no rows, so that a test can change it between two lines. */
export const BLANK = '00000000-0000-7000-8000-000000000000';

@Injectable()
export class Toy {
  /** Streams' uuids an account may not follow. */
  readonly barred = new Set<string>();
  readonly actors = new Map<string, Actor>();
  readonly presence: string[] = [];
  readonly done: string[] = [];
  /** Holds `rooms:edit` back until the test lets it go. */
  gate: Promise<void> = Promise.resolve();
  /** Called between the look at a token and its answer. */
  onVerify: () => Promise<void> = () => Promise.resolve();
  /** Called between the decision about a following and its answer. */
  onAuthorise: () => Promise<void> = () => Promise.resolve();
  /** Called while it is looked up what somebody who comes back has missed. */
  onReplay: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly log: EventLog,
    realtime: Realtime,
    authentication: Authentication,
  ) {
    log.defineEvents([
      { type: 'rooms.locks-changed', version: 1 },
      { type: 'rooms.room-reopened', version: 1 },
      { type: 'rooms.room-archived', version: 1 },
      {
        type: 'rooms.member-removed',
        version: 1,
        touchesRightsOf: (payload: { personId: string }) => [payload.personId],
      },
      { type: 'rooms.member-joined', version: 1, touchesRightsOf: () => ['*'] },
      { type: 'chat.message-deleted', version: 1, blank: () => ({ messageId: BLANK, deletedAt: 'gone' }) },
      { type: 'accounts.session-ended', version: 1 },
      { type: 'rooms.person-unbanned', version: 1 },
    ]);
    const canFollow = async (actor: Actor, uuid: string): Promise<boolean> => {
      const may = !this.barred.has(`${actor.accountId} ${uuid}`);
      await this.onAuthorise();
      return may;
    };
    const note = (what: string) => (actor: Actor, uuid: string) =>
      void this.presence.push(`${what} ${actor.name} ${uuid}`);
    const replaysFrom = () => this.onReplay().then(() => 0);
    realtime.registerStreamKind({ kind: 'room', canFollow, replaysFrom, onOpened: note('in'), onClosed: note('out') });
    realtime.registerStreamKind({ kind: 'room:staff', canFollow: async (actor) => actor.role !== 'member' });
    realtime.registerStreamKind({ kind: 'account', canFollow: async (actor, uuid) => actor.accountId === uuid });
    realtime.registerClientSignal({
      name: 'typing',
      streamKind: 'room',
      ttlMs: 700,
      until: [],
      value: async (actor, _uuid, input) =>
        z.strictObject({ typing: z.boolean() }).parse(input).typing ? { person: actor.name } : null,
    });
    authentication.use(
      async (token) => {
        const actor = this.actors.get(token) ?? this.refuse(token);
        await this.onVerify();
        return actor;
      },
      async ({ sessionId }) => this.actors.get(sessionId ?? '') ?? this.refuse(''),
    );
  }

  /** Somebody new, whose access token is their session's id. */
  actor(name: string, more: Partial<Actor> = {}): Actor & { sessionId: string } {
    const sessionId = randomUUID();
    const actor = {
      ...HUB,
      kind: 'person' as const,
      role: 'member' as const,
      accountId: randomUUID(),
      name,
      ...more,
      sessionId,
    };
    this.actors.set(sessionId, actor);
    return actor;
  }

  /** Appends `count` events whose `capacity`-like number tells them apart. */
  async lock(room: string, chat: boolean): Promise<{ seq: number }> {
    const stream = `room:${room}`;
    return this.log.change(HUB, [stream], async (change) =>
      change.append({
        stream,
        type: 'rooms.locks-changed',
        subject: room,
        payload: { locks: { chat, reactions: false, files: false, announcements: false, slowSeconds: 0 } },
      }),
    );
  }

  async remove(room: string, personId: string, more = 0): Promise<void> {
    const stream = `room:${room}`;
    await this.log.change(HUB, [stream], async (change) => {
      change.append({ stream, type: 'rooms.member-removed', subject: room, payload: { personId, memberCount: 0 } });
      for (let n = 0; n < more; n += 1)
        change.append({ stream, type: 'rooms.room-reopened', subject: room, payload: {} });
    });
  }

  private refuse(token: string): never {
    throw new DomainError(
      token === 'banned' ? 'accounts/banned' : 'not-signed-in',
      token === 'banned' ? { reason: 'spam' } : {},
    );
  }
}

@LiveGateway()
export class ToyGateway {
  constructor(private readonly toy: Toy) {}

  @Command('rooms:set-locks', 'room.set-locks')
  async setLocks(_actor: Actor, { roomId, locks }: CommandParsed<'rooms:set-locks'>) {
    await this.toy.lock(roomId, locks.chat ?? false);
    return {};
  }

  /** Slow, and notes when it began and ended. */
  @Command('rooms:edit', 'room.edit')
  async edit(_actor: Actor, { title }: CommandParsed<'rooms:edit'>) {
    this.toy.done.push(`begin ${title}`);
    await this.toy.gate;
    this.toy.done.push(`end ${title}`);
    return {};
  }

  @Command('rooms:join', 'room.join', { limit: { points: 3, durationSec: 60 } })
  async join() {
    return { role: 'learner' as const };
  }

  @Command('rooms:archive', 'room.archive')
  async archive(): Promise<never> {
    throw Object.assign(new Error('insert into messages values (a private word)'), {
      driverError: new Error('a private word'),
      code: 'XX000',
    });
  }

  /** Carries a key, as everything that browsers keep in their queue. */
  @Command('chat:post', 'chat.post')
  async post(_actor: Actor, { text }: CommandParsed<'chat:post'>) {
    this.toy.done.push(`begin ${text}`);
    await this.toy.gate;
    return { messageId: BLANK, seq: 1, postedAt: '2026-11-22T10:00:00.000Z' };
  }

  /** Pipelined: the later one is often done first. */
  @Command('chat:read', 'chat.read-mark', { pipelined: true })
  async read(_actor: Actor, { roomId, seq }: CommandParsed<'chat:read'>) {
    this.toy.done.push(`begin ${seq}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 40 - seq * 10);
    });
    this.toy.done.push(`end ${seq}`);
    return { roomId, readSeq: seq, unread: 0, mentions: 0, firstUnread: null, turn: seq };
  }
}

const toyBody = z
  .strictObject({ title: z.string().min(3).max(80), size: z.int().max(10).optional() })
  .meta({ id: 'ToyBody' });

@Controller('api/toy')
export class ToyController {
  @Get()
  @Operation('hub.see-info', { visitor: true })
  hello(@CurrentActor() actor: Actor | undefined) {
    return { hello: actor?.name ?? null };
  }

  @Get('mine')
  @Operation('account.read-own')
  mine(@CurrentActor() actor: Actor) {
    return { hello: actor.name };
  }

  @Get('undeclared')
  undeclared() {
    return { secret: true };
  }

  @Get('broken')
  @Operation('hub.see-info', { visitor: true })
  broken(): never {
    throw new Error('a private word');
  }

  @Get('busy')
  @Operation('hub.see-info', { visitor: true })
  busy(): never {
    throw new DomainError('try-again');
  }

  @Post()
  @Operation('hub.see-info', { visitor: true })
  make(@Body({ schema: toyBody }) body: z.infer<typeof toyBody>) {
    return { made: body.title };
  }
}

@Module({ providers: [Toy, ToyGateway], controllers: [ToyController] })
export class ToyModule {}
