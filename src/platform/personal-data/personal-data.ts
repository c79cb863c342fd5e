import { Injectable } from '@nestjs/common';
import type { Piece } from '../archive/packed.js';
import type { Sql } from '../database/sql.js';

/** What one feature keeps about a person. It knows its own tables, so nobody else has to. */
export interface PersonalPart {
  readonly name: string;
  /** All that they have of it, for a copy of their own. */
  pieces(accountId: string): AsyncIterable<Piece>;
  /** Before the account goes: what has to be done while the person is still in their place. May be asked again. */
  prepare?(accountId: string): Promise<void>;
  /** In the transaction in which the account goes: what is gone at once. */
  forget?(sql: Sql, accountId: string): Promise<void>;
  /** Afterwards, where the texts go too: a portion of them. False when nothing is left. */
  eraseTexts?(accountId: string): Promise<boolean>;
}

/** Every feature that keeps something about people says here how it is handed out and how it goes. */
@Injectable()
export class PersonalData {
  readonly #parts: PersonalPart[] = [];

  contribute(part: PersonalPart): void {
    if (this.#parts.some(({ name }) => name === part.name)) throw new Error(`Two parts are called ${part.name}.`);
    this.#parts.push(part);
  }

  get parts(): readonly PersonalPart[] {
    return this.#parts;
  }
}
