import type { Type } from '@nestjs/common';
import type { TestHub } from '../../support/hub.js';
import type { Tables } from '../history.js';
import type { ViolationKind } from '../judge.js';
import type { ClientPieces } from '../people/client-pieces.mjs';
import type { Crowd } from '../people/crowd.js';

export interface Stage {
  readonly hub: TestHub;
  readonly crowd: Crowd;
}
export type Replaced = readonly { readonly token: Type; readonly by: Type }[];

/** A bug in a piece that is replaced, and the scene in which it must show each time it is played. */
export interface PlantedBug {
  /** The end of the sentence "The checker notices …". */
  readonly name: string;
  /** What the checker must say: one of these, where it is chance which of them comes first. */
  readonly kinds: readonly ViolationKind[];
  /** Pieces of the hub with the bug. */
  readonly planted?: Replaced;
  /** The same without the bug: gates and troubles that the scene needs, and that a sound hub withstands. */
  readonly ground?: Replaced;
  /** Pieces of the client with the bug. */
  readonly pieces?: Partial<ClientPieces>;
  scene(stage: Stage): Promise<void>;
  more?(hub: TestHub): Promise<Partial<Tables>>;
}
