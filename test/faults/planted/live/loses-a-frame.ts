import { Followings } from '../../../../src/platform/realtime/followings.js';
import { waitFor } from '../../../support/wait-for.js';
import { Once } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { hasOnScreen, HOST, LOOKER, say, shows, tabOf } from '../scenes.js';
import { followingsThat, isFrame } from './bent-followings.js';

const WORDS = 'A alguien no le llega';
const loss = new Once();

/** Of all followers one does not get one frame, and nobody tells them. */
const LosesAFrame = followingsThat((deliver, { stream }) => (packet) => {
  const lost = stream.startsWith('room:') && isFrame(packet) && packet.text.includes(WORDS) && loss.take();
  if (!lost) deliver(packet);
});

export const losesAFrame: PlantedBug = {
  name: 'a frame that is lost for one follower',
  kinds: ['gap'],
  planted: [{ token: Followings, by: LosesAFrame }],
  async scene({ crowd }) {
    const [host, roomId] = [tabOf(crowd, HOST), crowd.publicRoom];
    loss.arm();
    await say(host, roomId, WORDS);
    // Whoever it is that loses it: when another one has it, what follows is a frame of its own.
    await waitFor('the frame', () => [host, tabOf(crowd, LOOKER)].some((tab) => hasOnScreen(tab, roomId, WORDS)));
    await say(host, roomId, 'Y después esto');
    await shows(host, roomId, 'Y después esto');
  },
};
