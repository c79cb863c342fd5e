import type { RoomWindow } from '../../../../client/src/lib/streams/room-window.js';
import { realPieces } from '../../people/client-pieces.mjs';
import type { PlantedBug } from '../planted-bug.js';
import { allSent, MEMBER, say, tabOf } from '../scenes.js';

/** Messages do not say since which event they are as they are: an older word about one counts as much as a newer one. */
const withoutSeq = (window: RoomWindow): RoomWindow => ({
  ...window,
  messages: window.messages.map((message) => ({ ...message, touched: message.seq })),
});

class RoomWithoutSeq extends realPieces.RoomLive {
  constructor(...about: ConstructorParameters<typeof realPieces.RoomLive>) {
    super(...about);
    const { screen } = this;
    const set = screen.set.bind(screen);
    screen.set = (next) => set({ ...next, window: next.window && withoutSeq(next.window) });
  }
}

export const reducerWithoutSeq: PlantedBug = {
  name: 'a reducer without the seq of each message',
  kinds: ['divergence'],
  pieces: { RoomLive: RoomWithoutSeq },
  async scene({ crowd }) {
    const [tab, roomId] = [tabOf(crowd, MEMBER), crowd.publicRoom];
    const { messageId } = await say(tab, roomId, 'Hola');
    await tab.write('chat:edit', { roomId, messageId, text: 'Hola a todas', mentions: [] });
    await allSent(tab);
  },
};
