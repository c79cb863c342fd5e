import { queryOptions } from '@tanstack/react-query';
import type { VideoState, VideoTest } from '@contract/stage-admin.contract.js';
import { api } from '../../../lib/api/api.js';

const LOOK_AGAIN_MS = 5_000;

export const videoQuery = () =>
  queryOptions({
    queryKey: ['admin', 'video'] as const,
    queryFn: ({ signal }) => api.get<VideoState>('/api/admin/video', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
export const testVideo = () => api.post<VideoTest>('/api/admin/video/test');
