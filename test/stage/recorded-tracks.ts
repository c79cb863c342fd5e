import type { types } from 'mediasoup';
import { Stages } from '../../src/features/stage/stages.js';
import type { TrackSource } from '../../src/contract/stage.contract.js';
import { rtpBytes, voice, vp8Parts } from '../../src/features/stage/recording/test-packets.js';
import type { TestHub } from '../support/hub.js';
import { camera, microphone } from '../support/media-peer.js';
import type { Person } from '../support/person.js';

/** Packets come as they would from a browser: so often, and of pictures now and then a whole one. */
const EVERY_MS = 20;
const PICTURE_EVERY = 2;

export interface Sending {
  readonly producer: types.Producer;
  stop(): void;
}

/** Somebody on the stage sends real packets through the real worker, without the browser that would make them. */
export async function sends(
  hub: TestHub,
  roomId: string,
  { id: personId }: Person,
  source: TrackSource,
): Promise<Sending> {
  const stage = hub.app.get(Stages).of(roomId);
  const peer = stage?.peers.get(personId);
  const media = await stage?.media();
  if (!stage || !peer || !media) throw new Error('Nobody of that name is on the stage.');
  const video = source === 'camera' || source === 'screen';
  const { encodings = [], codecs, ...rest } = video ? camera() : microphone();
  const [encoding] = encodings;
  const rtpParameters = { ...rest, codecs: codecs.slice(0, 1), encodings: [{ ssrc: encoding?.ssrc ?? 1 }] };
  const transport = await media.router.createDirectTransport();
  const producer = await transport.produce({
    kind: video ? 'video' : 'audio',
    rtpParameters: rtpParameters as types.RtpParameters,
    appData: { personId },
  });
  const { tracks } = peer.mediaOn(media);
  tracks.set(producer.id, { id: producer.id, personId, source, withTrackId: null, producer });
  producer.observer.once('close', () => tracks.delete(producer.id));
  stage.show(peer);
  const head = { ssrc: encoding?.ssrc ?? 1, payloadType: codecs[0]?.payloadType ?? 0 };
  let sequence = 0;
  let tick = 0;
  const timer = setInterval(() => {
    tick += 1;
    if (producer.closed) return clearInterval(timer);
    if (!video)
      producer.send(rtpBytes({ ...head, sequence: ++sequence, timestamp: tick * 960, marker: tick === 1 }, voice));
    else if (tick % PICTURE_EVERY === 0)
      for (const [at, part] of vp8Parts(tick % 20 === 0, 2).entries())
        producer.send(rtpBytes({ ...head, sequence: ++sequence, timestamp: tick * 1_800, marker: at === 1 }, part));
  }, EVERY_MS);
  const stop = (): void => {
    clearInterval(timer);
    transport.close();
  };
  return { producer, stop };
}
