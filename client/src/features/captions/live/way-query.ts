import { queryOptions } from '@tanstack/react-query';
import type { Live } from '../../../lib/streams/live.js';
import type { OnStage } from '../../stage/media/sfu.js';

/** Where the sound of one's voice would go. */
export const wayQuery = (live: Live, onStage: OnStage) =>
  queryOptions({
    queryKey: ['captions', 'way', onStage.roomId, onStage.peerId],
    queryFn: () => live.ask('captions:way', onStage),
  });
