// The browser's own live pieces, as far as they need no page: a test judges what people really run. They are written for a
// browser's types, so a test sees them through `client-pieces.d.mts`.
import 'fake-indexeddb/auto';

// Whatever opens a database looks for it while it is loaded: it has to be there before.
const [{ call }, { ApiError }, { Connection }, { openLocalStore }, { Outbox }, reducer, { Streams }] =
  await Promise.all([
    import('../../../client/src/lib/api/call.js'),
    import('../../../client/src/lib/api/api-error.js'),
    import('../../../client/src/lib/streams/connection.js'),
    import('../../../client/src/lib/streams/local-store.js'),
    import('../../../client/src/lib/streams/outbox.js'),
    import('../../../client/src/lib/streams/streams.js'),
  ]);

export const realPieces = {
  Connection,
  Streams,
  Outbox,
  openLocalStore,
  applyEvent,
  roomWindowOf,
  withRead,
  call,
  ApiError,
};
