import { Injectable } from '@nestjs/common';
import { Feeds } from '../../../../src/platform/realtime/feeds.js';
import type { StreamFeed } from '../../../../src/platform/realtime/stream-feed.js';
import type { PlantedBug } from '../planted-bug.js';
import { allSent, citizen, HOST, MEMBER, reload, say, shows, tabOf, whileAway } from '../scenes.js';

/** Who resumes is answered with what the ring has, although it does not reach back so far. */
@Injectable()
class AnswersWithAHole extends Feeds {
  override async of(stream: string): Promise<StreamFeed> {
    const feed = await super.of(stream);
    const { ring } = feed;
    ring.between = (after, upTo) =>
      ring.after(after).flatMap(({ seq, json }) => (seq > after && seq <= upTo ? [json] : []));
    return feed;
  }
}

export const answersWithAHole: PlantedBug = {
  name: 'a resume that is answered with a hole',
  // Whether the hole comes before or behind the answer decides which of the client's defences meets it.
  kinds: ['gap', 'loss'],
  planted: [{ token: Feeds, by: AnswersWithAHole }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.publicRoom];
    // Whoever opened the room while others were coming in has met the hole already, and would wait here for ever.
    await reload(host, roomId);
    await whileAway(citizen(crowd, MEMBER), async () => {
      const { messageId } = await say(host, roomId, 'Esto lo borro');
      // Its frame is out: what was not, would be read again for the ring, and there would be no hole.
      await shows(host, roomId, 'Esto lo borro');
      // The ring is emptied, and begins anew here.
      await host.write('chat:delete', { roomId, messageId });
      await allSent(host);
      await say(host, roomId, 'Esto queda');
    });
  },
};
