// The browser's own live pieces, as far as they need no page: a test judges what people really run. They are written for a
// browser's types, so a test sees them through `client-pieces.d.mts`.
import 'fake-indexeddb/auto';

// Whatever opens a database looks for it while it is loaded: it has to be there before. One after another: they share modules.
const { openLocalStore } = await import('../../../client/src/lib/streams/local-store.js');
const { call } = await import('../../../client/src/lib/api/call.js');
const { ApiError } = await import('../../../client/src/lib/api/api-error.js');
const { Connection } = await import('../../../client/src/lib/streams/connection.js');
const { Outbox } = await import('../../../client/src/lib/streams/outbox.js');
const { Streams } = await import('../../../client/src/lib/streams/streams.js');
const { applyEvent } = await import('../../../client/src/lib/streams/room-window.js');
const { RoomLive } = await import('../../../client/src/features/rooms/room/room-live.js');

export const realPieces = { Connection, Streams, Outbox, openLocalStore, RoomLive, applyEvent, call, ApiError };
