import { roomWindowOf, type RoomWindow } from '../../client/src/lib/streams/room-window.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { realPieces, type ClientConnection, type ClientStreams } from '../faults/people/client-pieces.mjs';
import type { Somebody } from './somebody.js';

const { Connection, Streams, applyEvent } = realPieces;

/** A browser's window on a room: the client's own code, and every state it ever showed. */
export class Screen {
  readonly shown: string[][] = [];
  snapshots = 0;
  window: RoomWindow | undefined;
  readonly connection: ClientConnection;
  readonly #streams: ClientStreams = new Streams(() => this.connection);

  constructor(url: string, { http, roomId }: Somebody) {
    const { receiver } = this.#streams;
    this.connection = new Connection({ url, token: async () => http.token ?? '', onEnded: () => undefined, receiver });
    this.connection.open();
    this.#streams.follow(`room:${roomId}`, {
      snapshot: async () => {
        const { body } = await http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
        this.snapshots += 1;
        this.show(roomWindowOf(body));
        return { epoch: body.head.epoch, seq: body.head.seq };
      },
      apply: (events) => {
        const { window } = this;
        if (window) this.show(events.reduce((now, event) => applyEvent(now, event, 'nobody'), window));
      },
    });
  }

  get texts(): string[] {
    return this.shown.at(-1) ?? [];
  }

  close(): void {
    this.#streams.close();
    this.connection.close();
  }

  private show(window: RoomWindow): void {
    this.window = window;
    this.shown.push(window.messages.map(({ text }) => text ?? ''));
  }
}
