import type { Sql } from '../database/sql.js';
import { DomainError } from '../errors/domain-error.js';
import { isKept, type CommandKey, type KeptKey, type KnownKeys, type Outcome } from './command-keys.js';
import type { HotCommand, HotItem, StatePart } from './event-log.types.js';
import type { Draft } from './log-writer.js';

/** One command of a batch. */
export interface Candidate {
  readonly command: HotCommand<unknown, unknown>;
  readonly item: HotItem;
  readonly key: CommandKey | null;
}

export interface Decisions {
  /** In the order of the candidates. */
  readonly outcomes: readonly Outcome[];
  readonly keys: readonly KeptKey[];
}

/**
 * Decides the commands of a batch in their order, each on the state its predecessors left. What is refused leaves no trace:
 * its events are taken back, and the state sees events only once they are accepted.
 */
export function decideBatch(
  candidates: readonly Candidate[],
  draft: Draft,
  states: ReadonlyMap<StatePart<unknown>, unknown>,
  known: KnownKeys,
  report: (error: unknown, command: string) => void,
): Decisions {
  const keys: KeptKey[] = [];
  const outcomes = candidates.map((candidate) => {
    const recalled = candidate.key === null ? undefined : known.recall(candidate.key);
    if (recalled !== undefined) return recalled;
    const before = draft.events.length;
    const outcome = decide(candidate, draft, states, report);
    if (!outcome.ok) draft.takeBack(before);
    for (const event of draft.events.slice(before)) for (const [part, state] of states) part.evolve(state, event);
    if (candidate.key !== null && isKept(outcome)) {
      known.remember(candidate.key, outcome);
      keys.push({ ...candidate.key, outcome });
    }
    return outcome;
  });
  return { outcomes, keys };
}

function decide(
  { command, item }: Candidate,
  draft: Draft,
  states: ReadonlyMap<StatePart<unknown>, unknown>,
  report: (error: unknown, command: string) => void,
): Outcome {
  try {
    const data = command.decide(item, {
      append: (event) => ({ seq: draft.append(event, item.actor).seq }),
      state: <S>(part: StatePart<S>): S => {
        if (!command.needs.includes(part))
          throw new Error(`${command.name} does not name the part ${part.name} in its needs.`);
        return states.get(part) as S;
      },
    });
    return { ok: true, data };
  } catch (error) {
    if (error instanceof DomainError) return { ok: false, error };
    report(error, command.name);
    return { ok: false, error: new DomainError('internal') };
  }
}

/** Each part once, with the items of all commands that need it. */
export async function loadStates(sql: Sql, ready: readonly Candidate[]): Promise<Map<StatePart<unknown>, unknown>> {
  const states = new Map<StatePart<unknown>, unknown>();
  for (const part of new Set(ready.flatMap(({ command }) => command.needs))) {
    const items = ready.filter(({ command }) => command.needs.includes(part)).map(({ item }) => item);
    states.set(part, await part.load(sql, items));
  }
  return states;
}
