import { Followings } from '../../../../src/platform/realtime/followings.js';
import type { PlantedBug } from '../planted-bug.js';
import { citizen, HOST, MEMBER, say, shows, tabOf, whileAway } from '../scenes.js';
import { followingsThat, isFrame } from './bent-followings.js';

/** Somebody who came back follows twice, and gets each frame twice. */
const SendsTwice = followingsThat((deliver, { after }) => (packet) => {
  deliver(packet);
  if (after && isFrame(packet)) deliver(packet);
});

export const sendsTwice: PlantedBug = {
  name: 'frames that come twice after a resume',
  kinds: ['duplicate'],
  planted: [{ token: Followings, by: SendsTwice }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.publicRoom];
    await whileAway(citizen(crowd, MEMBER), async () => void (await say(host, roomId, 'Mientras tanto')));
    await shows(tabOf(crowd, MEMBER), roomId, 'Mientras tanto');
    await say(host, roomId, 'De vuelta');
  },
};
