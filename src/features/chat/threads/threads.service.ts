import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../../contract/chat.contract.js';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import {
  QUESTIONS_PAGE,
  type PinsList,
  type QuestionsPage,
  type Reactors,
  type ThreadsList,
} from '../../../contract/threads.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { Reading } from '../../../platform/event-log/readings.js';
import { roomStream } from '../../rooms/rooms.events.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { ChatDoor } from '../chat-door.js';
import { messageGone } from '../chat.errors.js';
import { foundViewOf } from '../chat.view.js';
import { markAnswer, pin, thank } from './thread.commands.js';
import { ThreadsRepository } from './threads.repository.js';

const END = Number.MAX_SAFE_INTEGER;

/** Answers, thanks and pins; the lists of threads, questions and pins of a room. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly log: EventLog,
    private readonly rooms: RoomsService,
    private readonly door: ChatDoor,
    private readonly repository: ThreadsRepository,
  ) {}

  async markAnswer(actor: Actor, input: CommandParsed<'chat:mark-answer'>): Promise<CommandResult<'chat:mark-answer'>> {
    await this.door.assertKnown(actor, 'chat.mark-answer', input.roomId);
    return this.log.append(markAnswer, actor, roomStream(input.roomId), input, input.clientId);
  }

  async thank(actor: Actor, input: CommandParsed<'chat:thank'>): Promise<CommandResult<'chat:thank'>> {
    await this.door.assertKnown(actor, 'chat.thank', input.roomId);
    return this.log.append(thank, actor, roomStream(input.roomId), input, input.clientId);
  }

  async pin(actor: Actor, input: CommandParsed<'chat:pin'>): Promise<CommandResult<'chat:pin'>> {
    await this.door.assertKnown(actor, 'chat.pin', input.roomId);
    return this.log.append(pin, actor, roomStream(input.roomId), input, input.clientId);
  }

  threads(actor: Actor, roomId: string): Promise<ThreadsList> {
    return this.readable(
      actor,
      roomId,
      this.repository.threads(roomId, actor.accountId, (found) => ({
        threads: found.map(({ root, state }) => ({ root: foundViewOf(root), state })),
      })),
    );
  }

  questions(
    actor: Actor,
    { roomId, state, before = END }: { roomId: string; state: 'open' | 'answered'; before?: number | undefined },
  ): Promise<QuestionsPage> {
    const about = { roomId, viewer: actor.accountId, answered: state === 'answered', before };
    return this.readable(
      actor,
      roomId,
      this.repository.questions(about, (found) => ({
        questions: found.slice(0, QUESTIONS_PAGE).map(({ question, answer }) => ({
          question: foundViewOf(question),
          answer: answer && foundViewOf(answer),
        })),
        hasOlder: found.length > QUESTIONS_PAGE,
      })),
    );
  }

  pins(actor: Actor, roomId: string): Promise<PinsList> {
    return this.readable(
      actor,
      roomId,
      this.repository.pins(roomId, actor.accountId, (found) => ({ pins: found.map(foundViewOf) })),
    );
  }

  /** One message, wherever in the room it stands: by its place, as addresses name it, or by its id. */
  find(actor: Actor, about: { roomId: string; seq?: number; messageId?: string }): Promise<MessageView> {
    return this.readable(
      actor,
      about.roomId,
      this.repository.one({ roomId: about.roomId, viewer: actor.accountId, seq: about.seq ?? null, id: about.messageId ?? null }, (found) => {
        if (!found) throw messageGone();
        return foundViewOf(found);
      }),
    );
  }

  reactors(actor: Actor, { roomId, messageId }: { roomId: string; messageId: string }): Promise<Reactors> {
    return this.readable(
      actor,
      roomId,
      this.repository.reactors({ roomId, messageId, viewer: actor.accountId }, ({ visible, count, reactors }) => {
        if (visible !== true) throw messageGone();
        return { reactors, more: Math.max(0, count - reactors.length) };
      }),
    );
  }

  /** Rights and content are of one moment. */
  private async readable<R>(actor: Actor, roomId: string, reading: Reading<R>): Promise<R> {
    const { answers } = await this.log.atOnce(roomStream(roomId), [this.rooms.readable(actor, roomId), reading]);
    return answers[1];
  }
}
