import type { Entry, Fault } from '../history.js';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Said = Without<Entry, 'at' | 'person' | 'tab' | 'browser'>;
export type Note = (said: Said) => void;

/** Writes down what simulated people do and see, in the order in which it happens in this process. */
export class Journal {
  readonly entries: Entry[] = [];
  readonly faults: Fault[] = [];
  #calls = 0;

  /** Comparable with the times of the events: it is the same machine. Never goes back. */
  now = (): number => performance.timeOrigin + performance.now();

  nextCall = (): number => (this.#calls += 1);

  by(who: { person: string; browser: string; tab: string }): Note {
    return (said) => void this.entries.push({ at: this.now(), ...who, ...said });
  }

  fault(name: string, about?: string): void {
    this.faults.push({ at: this.now(), name, ...(about === undefined ? {} : { about }) });
  }
}
