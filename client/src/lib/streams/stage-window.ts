import type { LiveEvent } from '@contract/realtime.contract.js';
import type { StageView } from '@contract/stage.contract.js';

/** What is kept of the room's stage: its order, and what is shown on it. Who is on it are signals. */
export interface StageWindow {
  readonly stage: StageView;
}

/** Each fact of the stage says all of it. */
export function applyToStage(window: StageWindow, event: LiveEvent): StageWindow {
  const { type, seq, payload } = event;
  const isStage =
    type === 'stage.settings-changed' ||
    type === 'stage.pin-changed' ||
    type === 'stage.countdown-changed' ||
    type === 'stage.slides-changed';
  if (!isStage || window.stage.touched >= seq) return { stage: window.stage };
  return { stage: { ...payload.stage, touched: seq } };
}
