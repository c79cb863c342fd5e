import type { CommandName, CommandParsed, CommandResult, EventType } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';

/** Who may follow a kind of stream (the part before ":", plus the suffix: `room`, `room:staff`, `account`). Registered once by a feature. */
export interface StreamKind {
  readonly kind: string;
  /** The verb of docs/permissions.md, for callers who may do less than the person; without one whoever comes in may ask. */
  readonly verb?: string;
  /** `id` is the uuid in the middle. Decides when following begins and again when an event touches that person's rights. */
  canFollow(actor: Actor, id: string): Promise<boolean>;
  /** The same for many at once (`stream:watch` names up to 500): the ids that may be followed. Default: `canFollow` one by one. */
  canFollowAll?(actor: Actor, ids: readonly string[]): Promise<readonly string[]>;
  /** Where the events begin that may be told to whoever comes back; those before are a matter of a snapshot. Default: all. */
  replaysFrom?(actor: Actor, id: string): Promise<number>;
  /** Somebody's first socket on this node opened the stream / the last one left. For presence. */
  onOpened?(actor: Actor, id: string): void;
  onClosed?(actor: Actor, id: string): void;
}

/** A signal that a client may set (`signal:set`), by name. Registered by the feature that owns it. */
export interface ClientSignal {
  readonly name: string;
  readonly streamKind: string;
  /** As in StreamKind. */
  readonly verb?: string;
  /** The whole value others see, or null to take it away; throws or returns undefined to ignore. Key is `<name>:<accountId>`. */
  value(actor: Actor, streamUuid: string, input: unknown): Promise<object | null | undefined>;
  /** What was answered holds for this socket until one of these happens in the stream, or rights are decided again. */
  readonly until: readonly EventType[];
  /** Gone by itself after this long without being set again. */
  readonly ttlMs: number;
}

export type CommandHandler<N extends CommandName> = (
  actor: Actor,
  input: CommandParsed<N>,
) => Promise<CommandResult<N>>;

/** `room:<uuid>:staff` is the stream `<uuid>` of the kind `room:staff`. */
export interface StreamName {
  readonly kind: string;
  readonly uuid: string;
}

export function parseStream(stream: string): StreamName {
  const [first = '', uuid = '', suffix] = stream.split(':');
  return { kind: suffix === undefined ? first : `${first}:${suffix}`, uuid };
}
