import type { DeviceTrouble, Source } from './devices.js';

/** What has happened to one's own media without one's doing; the screen has a sentence for each. */
export type StageNotice =
  | { readonly kind: 'muted'; readonly source: Source | 'screen' }
  | { readonly kind: 'device'; readonly source: Source; readonly trouble: DeviceTrouble }
  | { readonly kind: 'unplugged'; readonly source: Source; readonly replaced: boolean }
  | { readonly kind: 'camera-held' | 'camera-back' | 'removed' | 'elsewhere' }
  | { readonly kind: 'refused'; readonly failure: unknown };
export type Notify = (notice: StageNotice) => void;
