import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Ids } from '../../../platform/ids/ids.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { roomState, roomStream } from '../../rooms/rooms.events.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { newMessage } from '../chat.commands.js';
import { allowed } from '../deciding.js';

/** One text into the chat of every breakout, pinned there as what it is; in all of them or in none. */
@Injectable()
export class Broadcast {
  constructor(
    private readonly rooms: RoomsService,
    private readonly ids: Ids,
  ) {}

  async say(actor: Actor, input: CommandParsed<'breakouts:broadcast'>): Promise<{ rooms: number }> {
    const { text } = input;
    return this.rooms.breakouts.inAll(actor, input, async (change, roomIds) => {
      const { sql, at } = change;
      const items = roomIds.map((roomId) => {
        const post = { roomId, clientId: this.ids.next(), text, replyTo: null, mentions: [], attachments: [] };
        return { actor, stream: roomStream(roomId), input: post, at };
      });
      const states = await roomState.load(sql, items);
      for (const item of items) {
        const { stream } = item;
        const { room, member } = allowed('chat.post', item, states);
        const message = newMessage(item, { id: this.ids.next(), author: member.person, room });
        const messageId = message.id;
        const posted = { stream, type: 'chat.message-posted', subject: messageId, payload: { message } } as const;
        message.seq = message.touched = change.append({ ...posted, isMessage: true }).seq;
        const payload = { messageId, pin: 'broadcast' as const, byId: actor.accountId };
        change.append({ stream, type: 'chat.pin-changed', subject: messageId, payload });
      }
      return { rooms: items.length };
    });
  }
}

@LiveGateway()
export class BroadcastGateway {
  constructor(private readonly broadcast: Broadcast) {}

  @Command('breakouts:broadcast', 'breakout.broadcast')
  say(actor: Actor, input: CommandParsed<'breakouts:broadcast'>): Promise<CommandResult<'breakouts:broadcast'>> {
    return this.broadcast.say(actor, input);
  }
}
