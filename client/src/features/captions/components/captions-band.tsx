import { useStore } from '../../../lib/session/use-store.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import { MOST_LINES, shownLines } from '../live/shown-lines.js';
import { CaptionLines } from './caption-lines.js';

/** What is said, as it is said. */
export function CaptionsBand({ media }: { media: StageMedia }) {
  const signals = useSignals(`room:${media.onStage.roomId}`);
  const people = useStore(media.people);
  return <CaptionLines lines={shownLines(signals, people, MOST_LINES)} />;
}
