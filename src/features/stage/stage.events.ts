import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { StageView } from '../../contract/stage.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

export type StageFact = Extract<EventType, `stage.${string}`>;
export const stageFacts: readonly StageFact[] = [
  'stage.settings-changed',
  'stage.pin-changed',
  'stage.countdown-changed',
  'stage.slides-changed',
];

/** The view without what the event itself says. */
export type StageSettings = Omit<StageView, 'touched'>;

const untitled = ({ stage }: EventPayload<StageFact>) => ({
  stage: { ...stage, slides: stage.slides && { ...stage.slides, title: '' } },
});

/**
 * Facts of the stage. Each carries all of it, so the latest one is the stage. While slides are shown the subject is what shows
 * their file (a message, a material): the title of the file leaves the log with it.
 */
export const stageEventDefinitions: readonly EventDefinition[] = stageFacts.map((type) => ({
  type,
  version: 1,
  blank: untitled,
}));
