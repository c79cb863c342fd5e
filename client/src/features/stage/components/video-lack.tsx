import { lazy, Suspense } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { StageVideo } from '@contract/stage.contract.js';
import { whenOnline } from '../../../lib/when-online.js';

const VideoReadiness = lazy(async () => ({
  default: (await whenOnline(() => import('../../admin/hub/video-readiness.js'))).VideoReadiness,
}));

/** What is missing for video, where it is missed; for those who can bring it. */
export function VideoLack({ video, me }: { video: StageVideo; me: OwnAccount }) {
  if (video === 'ready' || me.role !== 'admin') return null;
  return (
    <Suspense fallback={null}>
      <VideoReadiness />
    </Suspense>
  );
}
