import { Injectable } from '@nestjs/common';
import { ChatRepository } from '../../../../src/features/chat/chat.repository.js';
import type { Sql } from '../../../../src/platform/database/sql.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, MEMBER, say, screenOf, shows, tabOf } from '../scenes.js';

/** The last word about what was read counts, even if it is an old one: place and turn go back. */
@Injectable()
class MovesTheMarkBack extends ChatRepository {
  override async markRead(sql: Sql, roomId: string, accountId: string, seq: number, at: Date): Promise<void> {
    await sql.query(
      `insert into read_marks (room_id, account_id, seq, at) values ($1, $2, $3, $4)
       on conflict (room_id, account_id) do update set seq = excluded.seq, at = excluded.at, turn = read_marks.turn - 1`,
      [roomId, accountId, seq, at],
    );
  }
}

export const movesTheMarkBack: PlantedBug = {
  name: 'a read mark that goes back',
  kinds: ['divergence'],
  planted: [{ token: ChatRepository, by: MovesTheMarkBack }],
  async scene({ crowd }) {
    const [host, member, roomId] = [tabOf(crowd, HOST), tabOf(crowd, MEMBER), crowd.publicRoom];
    const { seq } = await say(host, roomId, 'Uno');
    await say(host, roomId, 'Dos');
    await shows(member, roomId, 'Dos');
    await screenOf(member, roomId).read();
    // What another device had read before reaches the hub later.
    await member.connection.ask('chat:read', { roomId, seq });
  },
};
