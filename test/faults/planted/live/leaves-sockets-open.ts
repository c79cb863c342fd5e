import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Connections } from '../../../../src/platform/realtime/connections.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, MEMBER, say, tabOf } from '../scenes.js';

/** After so long nothing may come any more, and a little. */
const SILENT_MS = 1_200;

/** A sign-out ends the session, and the sockets that it opened go on. */
@Injectable()
class LeavesSocketsOpen extends Connections {
  override end(): void {
    // Nothing ends.
  }
}

export const leavesSocketsOpen: PlantedBug = {
  name: 'a sign-out that leaves the sockets open',
  kinds: ['privacy'],
  planted: [{ token: Connections, by: LeavesSocketsOpen }],
  async scene({ crowd }) {
    await tabOf(crowd, MEMBER).browser.call('DELETE', '/api/sessions');
    await sleep(SILENT_MS);
    await say(tabOf(crowd, HOST), crowd.publicRoom, 'Después');
  },
};
