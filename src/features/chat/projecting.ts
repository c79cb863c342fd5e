import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';

export type Typed<T extends EventType> = StoredEvent & { type: T; payload: EventPayload<T> };
export const ofType = <T extends EventType>(events: readonly StoredEvent[], type: T): Typed<T>[] =>
  events.filter((event): event is Typed<T> => event.type === type);

/** Rows travel as one JSON array: the only way several uuid arrays fit into one statement. */
export const rows = (list: readonly object[]): string => JSON.stringify(list);
