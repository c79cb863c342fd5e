import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/ids/ids.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { ChatService } from '../chat/chat.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { DemoRepository } from './demo.repository.js';
import { lifeLines } from './script/life.js';

const TYPING_MS = 2_500;

/** Two minutes of a room: demo people come in, type, answer and react through the same commands as everybody. */
@Injectable()
export class DemoLife implements OnApplicationShutdown {
  #running: { roomId: string; timers: Timer[]; present: Actor[] } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly realtime: Realtime,
    private readonly accounts: AccountsService,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly repository: DemoRepository,
  ) {}

  /** Starts anew; what was running in another room ends. */
  begin(roomId: string, seconds: number): void {
    this.end();
    const running = { roomId, timers: [] as Timer[], present: [] as Actor[] };
    this.#running = running;
    const later = (ms: number, work: () => Promise<void>): void => {
      running.timers.push(this.clock.setTimer(() => void this.attempt(work), ms));
    };
    later(0, async () => {
      const actors = await this.membersOf(roomId);
      if (this.#running !== running || actors.length === 0) return;
      // Half a minute of arriving, then a line every few seconds, and everybody leaves before the end.
      const cast = actors.slice(0, 8);
      cast.forEach((actor, i) => later(1_000 + i * 3_500, () => this.arrive(actor)));
      const gap = ((seconds - 25) * 1000) / lifeLines.length;
      let last: string | undefined;
      lifeLines.forEach((line, i) => {
        const at = 4_000 + i * gap;
        const speaker = cast[(i * 3 + line.text.length) % cast.length] ?? cast[0];
        if (!speaker) return;
        later(at, async () => this.type(speaker, roomId, true));
        later(at + TYPING_MS, async () => {
          this.type(speaker, roomId, false);
          const replyTo = line.answers && last !== undefined ? last : null;
          const posted = await this.chat.post(speaker, {
            roomId,
            clientId: this.ids.next(),
            text: line.text,
            replyTo,
            mentions: [],
          });
          last = posted.messageId;
        });
        for (const [k, emoji] of (line.reactions ?? []).entries()) {
          const fan = cast[(i + k + 1) % cast.length];
          if (!fan || fan === speaker) continue;
          later(at + TYPING_MS + 1_200 + k * 900, async () => {
            if (last !== undefined)
              await this.chat.react(fan, { roomId, clientId: this.ids.next(), messageId: last, emoji, on: true });
          });
        }
      });
      later(seconds * 1000, () => Promise.resolve(this.end()));
    });
  }

  end(): void {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    for (const timer of running.timers) timer.cancel();
    for (const actor of running.present) this.rooms.departed(actor, running.roomId);
  }

  onApplicationShutdown(): void {
    this.end();
  }

  private async membersOf(roomId: string): Promise<Actor[]> {
    const demo = await this.repository.people();
    const actors: Actor[] = [];
    for (const { id } of demo) {
      const actor = await this.accounts.actorOf(id);
      const found = await this.rooms.relation(actor, roomId);
      if (found?.relation.state === 'member' && found.relation.role !== 'spectator') actors.push(actor);
    }
    return actors;
  }

  private arrive(actor: Actor): Promise<void> {
    if (this.#running) {
      this.#running.present.push(actor);
      this.rooms.arrived(actor, this.#running.roomId);
    }
    return Promise.resolve();
  }

  private type(actor: Actor, roomId: string, typing: boolean): void {
    const person = { id: actor.accountId, name: actor.name, kind: actor.kind, avatar: actor.avatar };
    this.realtime.setSignal(`room:${roomId}`, `typing:${actor.accountId}`, typing ? { person } : null, TYPING_MS * 2);
  }

  // A room that was archived or locked meanwhile refuses: the play ends there.
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.end();
    }
  }
}
