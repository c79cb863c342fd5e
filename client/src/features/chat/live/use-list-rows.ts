import { useMemo } from 'react';
import { dayKey } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import type { Queued } from '../../../lib/streams/local-store.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { momentsOf, rowsOf, type Row } from './message-rows.js';

export type ListRow =
  Row | { kind: 'queued'; key: string; queued: Queued; first: boolean } | { kind: 'top'; key: string };

/** All rows of the list: its top, the messages with their lines, and one's own that are on their way. */
export function useListRows(
  { messages, hasNewer, thread }: RoomWindow,
  queued: readonly Queued[],
  unreadLine: number | null,
  me: string,
): readonly ListRow[] {
  const zone = useTimeZone();
  const momentOf = useMemo(() => momentsOf((at) => dayKey(at, zone)), [zone]);
  return useMemo<ListRow[]>(() => {
    const waits = !hasNewer && queued.length > 0;
    const known = new Set(waits ? messages.map((message) => message.clientId) : []);
    const sending = !waits
      ? []
      : queued.filter(
          (one) => one.command === 'chat:post' && (one.input.threadId ?? null) === thread && !known.has(one.clientId),
        );
    return [
      { kind: 'top', key: 'top' },
      ...rowsOf(messages, momentOf, unreadLine),
      ...sending.map((one, at) => ({
        kind: 'queued' as const,
        key: one.clientId,
        queued: one,
        // Under one's own name where it will stand once it is sent.
        first: at === 0 && messages.at(-1)?.author.id !== me,
      })),
    ];
  }, [messages, hasNewer, thread, queued, momentOf, unreadLine, me]);
}
