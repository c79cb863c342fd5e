import type { EventDefinition } from '../../../platform/event-log/event-log.types.js';

/** Facts of `account:<id>`: references, never words. */
export const callEventDefinitions: readonly EventDefinition[] = [{ type: 'calls.call-missed', version: 1 }];
