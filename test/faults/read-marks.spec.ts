import { Realtime } from '../../src/platform/realtime/realtime.js';
import { TestHub } from '../support/hub.js';
import { waitFor } from '../support/wait-for.js';
import { hubHere } from './hub-here.js';
import { Browser } from './people/browser.js';
import { realPieces } from './people/client-pieces.mjs';
import { Crowd } from './people/crowd.js';
import { Proxy } from './proxy.js';

describe('what was read on another device', () => {
  let hub: TestHub;
  let crowd: Crowd;
  beforeAll(async () => {
    hub = await TestHub.boot();
    crowd = await Crowd.gather(hubHere(hub), 3, realPieces);
  });
  afterAll(async () => {
    await crowd.leave();
    await hub.close();
  });

  it('is known to a device that was away when it was said, though nobody says it again', async () => {
    const [host, reader] = crowd.citizens;
    const laptop = reader?.browsers[0]?.tabs[0];
    if (!host || !reader || !laptop) throw new Error('There are people with devices.');
    const { hostname, port } = new URL(hub.url);
    const network = await Proxy.open(() => ({ host: hostname, port: Number(port) }));
    const url = `http://127.0.0.1:${network.port}`;
    const tablet = new Browser(reader, `${reader.id}.tablet`, url, crowd.journal, realPieces, null);
    await tablet.signIn();
    const tab = tablet.openTab([crowd.publicRoom]);
    const position = (of: typeof tab) => of.screens.get(crowd.publicRoom)?.window?.read.readSeq ?? 0;
    await host.browsers[0]?.tabs[0]?.write('chat:post', {
      roomId: crowd.publicRoom,
      text: 'Buenos días',
      replyTo: null,
      mentions: [],
    });
    const shown = (of: typeof tab) => of.screens.get(crowd.publicRoom)?.window?.messages.at(-1)?.text === 'Buenos días';
    await waitFor('the message on both', () => shown(tab) && shown(laptop));

    network.cut(true);
    await waitFor('the loss of the network', () => tab.connection.state.get() !== 'online');
    await laptop.screens.get(crowd.publicRoom)?.read();
    await waitFor('the read mark', () => position(laptop) > position(tab));
    // As after a restart of the hub, or half a minute later.
    hub.app.get(Realtime).setSignal(`account:${reader.id}`, `read:${crowd.publicRoom}`, null);
    network.fair();
    await waitFor('the same on both', () => {
      tab.connection.retryNow();
      return position(tab) === position(laptop);
    });
    tablet.thrownOut();
    await network.close();
  });
});
