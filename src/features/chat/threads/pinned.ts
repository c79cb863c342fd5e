import { PINS_MAX } from '../../../contract/chat.contract.js';
import type { EventPayload } from '../../../contract/realtime.contract.js';
import type { StatePart } from '../../../platform/event-log/event-log.types.js';
import { tooManyPins } from '../chat.errors.js';

/** What is pinned, by room; only of rooms in which a command of the batch pins something. */
export const pinned: StatePart<Map<string, Set<string>>> = {
  name: 'pinned',
  async load(sql, items) {
    const rooms = [...new Set(items.flatMap(({ input }) => roomToPinIn(input)))];
    if (rooms.length === 0) return new Map();
    const rows = await sql.query<{ id: string; room_id: string }>(
      'select id, room_id from messages where pin is not null and room_id = any($1::uuid[])',
      [rooms],
    );
    const pins = Map.groupBy(rows, (row) => row.room_id);
    return new Map(rooms.map((room) => [room, new Set(pins.get(room)?.map(({ id }) => id))]));
  },
  evolve(pins, event) {
    if (event.type !== 'chat.pin-changed') return;
    const { messageId, pin } = event.payload as EventPayload<'chat.pin-changed'>;
    const ofRoom = pins.get(event.stream.slice('room:'.length));
    if (pin === null) ofRoom?.delete(messageId);
    else ofRoom?.add(messageId);
  },
};

export function assertRoomForPin({ roomId }: { roomId: string }, pins: ReadonlyMap<string, ReadonlySet<string>>): void {
  if ((pins.get(roomId)?.size ?? 0) >= PINS_MAX) throw tooManyPins();
}

function roomToPinIn(input: unknown): string[] {
  const fields: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {};
  const pins = fields['decision'] === true || typeof fields['pin'] === 'string';
  return pins && typeof fields['roomId'] === 'string' ? [fields['roomId']] : [];
}
