// The hub with lines that a load process can come by: packets as they are, where a browser would come by ICE and DTLS. Whoever
// opens one is told its port alone, and is known by where their first packet comes from.
import 'reflect-metadata';
import { StageMedia } from '../../../dist/src/features/stage/stage-media.js';
import { lineIn } from '../media-room.mjs';

const { open } = StageMedia;
StageMedia.open = async function (...args) {
  const media = await Reflect.apply(open, this, args);
  const { router } = media;
  router.createWebRtcTransport = async () => {
    const line = await lineIn(router);
    const { localAddress: ip, localPort: port } = line.tuple;
    const candidate = { foundation: 'plain', priority: 1, ip, address: ip, protocol: 'udp', port, type: 'host' };
    return Object.assign(line, {
      iceParameters: { usernameFragment: '', password: '' },
      iceCandidates: [candidate],
      dtlsParameters: { fingerprints: [] },
    });
  };
  return media;
};
