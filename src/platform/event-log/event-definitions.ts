import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { EventDefinition, StoredEvent } from './event-log.types.js';

/** Columns of `events e` joined with `streams s`, as `EventDefinitions.stored` takes them. */
export const EVENT_COLUMNS = `e.position, e.stream, s.epoch, e.seq, e.type, e.version, e.subject, e.actor, e.at, e.payload,
  e.is_message as "isMessage", e.erased_at is not null as erased`;

export interface EventRow extends Omit<StoredEvent, 'payload'> {
  payload: unknown;
}

/** All event types the features have declared; brings what is stored to the current shape. */
export class EventDefinitions {
  readonly #byType = new Map<string, EventDefinition>();

  define(definitions: readonly EventDefinition[]): void {
    for (const definition of definitions) {
      if (this.#byType.has(definition.type)) throw new Error(`The event type ${definition.type} is defined twice.`);
      for (let version = 1; version < definition.version; version += 1)
        if (definition.upcasts?.[version] === undefined)
          throw new Error(`The event type ${definition.type} has no upcast from version ${version}.`);
      this.#byType.set(definition.type, definition);
    }
  }

  of(type: EventType): EventDefinition {
    const definition = this.#byType.get(type);
    if (definition === undefined) throw new Error(`The event type ${type} is not defined.`);
    return definition;
  }

  stored(row: EventRow): StoredEvent {
    const { version, payload } = this.current(row);
    return { ...row, version, payload: payload as EventPayload<EventType> };
  }

  /** Types whose payload carries words that `erase` takes out. */
  blankable(): string[] {
    return [...this.#byType.values()].filter((definition) => definition.blank).map((definition) => definition.type);
  }

  blanked(row: Pick<EventRow, 'type' | 'version' | 'payload'>): { version: number; payload: unknown } {
    const { version, payload } = this.current(row);
    return { version, payload: this.of(row.type).blank?.(payload as never) ?? {} };
  }

  // A type whose feature is gone stays readable as it was written.
  private current(row: Pick<EventRow, 'type' | 'version' | 'payload'>): { version: number; payload: unknown } {
    const definition = this.#byType.get(row.type);
    if (definition === undefined) return { version: row.version, payload: row.payload };
    let payload = row.payload;
    for (let version = row.version; version < definition.version; version += 1)
      payload = definition.upcasts?.[version]?.(payload) ?? payload;
    return { version: Math.max(row.version, definition.version), payload };
  }
}
