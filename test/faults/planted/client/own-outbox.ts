import type { CommandInput } from '../../../../src/contract/realtime.contract.js';
import {
  realPieces,
  type ClientConnection,
  type LocalStore,
  type Queued,
  type QueuedCommand,
} from '../../people/client-pieces.mjs';

type Row = Queued & { readonly input: CommandInput<QueuedCommand> };
interface Rows {
  toArray(): Promise<Row[]>;
  update(order: number, change: { state: Queued['state'] }): Promise<unknown>;
}

/** An outbox that stores as the real one does, and sends as whoever extends it thinks it may. */
export abstract class OwnOutbox extends realPieces.Outbox {
  readonly #rows: Rows;
  readonly #connection: Pick<ClientConnection, 'ask' | 'state'>;
  #round: Promise<void> = Promise.resolve();

  constructor(name: string, store: LocalStore, connection: Pick<ClientConnection, 'ask' | 'state'>) {
    super(name, store, connection);
    this.#rows = store.outbox as Rows;
    this.#connection = connection;
  }

  override drain(): void {
    // Not before the constructor is done, and one round after another within a window.
    this.#round = this.#round.then(() => this.round()).catch(() => undefined);
  }

  /** Sends what it thinks is its turn. */
  protected abstract round(): Promise<void>;

  protected async waiting(): Promise<Row[]> {
    if (this.#connection.state.get() !== 'online') return [];
    const rows = await this.#rows.toArray();
    return rows.filter(({ state }) => state === 'waiting').sort((a, b) => a.order - b.order);
  }

  protected mark({ order }: Row, state: Queued['state']): Promise<unknown> {
    return this.#rows.update(order, { state });
  }

  /** Whether the hub took it. */
  protected async deliver({ command, input, clientId }: Row): Promise<boolean> {
    try {
      await this.#connection.ask(command, { ...input, clientId });
      return true;
    } catch {
      return false; // Tried again in another round; the journal has the refusal.
    }
  }
}
