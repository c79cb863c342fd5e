import type { CaptionLine, CaptionSignal } from '@contract/captions.contract.js';
import type { StagePerson } from '@contract/stage.contract.js';
import { Store } from '../../../lib/session/store.js';
import { remember, remembered } from '../../../lib/theme/device-memory.js';
import type { Signals } from '../../../lib/streams/streams.js';

/** Lines that are shown at once. */
export const MOST_LINES = 3;

export interface ShownLine extends CaptionLine {
  readonly key: string;
  readonly personId: string;
  readonly name: string;
}

/** The last lines of all who are on the stage, the newest one last. */
export function shownLines(signals: Signals, people: readonly StagePerson[], most: number): ShownLine[] {
  const lines = people.flatMap(({ person }) => {
    const said = signals[`caption:${person.id}`] as CaptionSignal | undefined;
    return (said?.lines ?? []).map((line, at) => ({
      ...line,
      key: `${person.id} ${line.at} ${at}`,
      personId: person.id,
      name: person.name,
    }));
  });
  return lines.toSorted((one, other) => (one.at < other.at ? -1 : 1)).slice(-most);
}

/** How this person looks at captions, on this device. */
export interface CaptionLook {
  readonly shown: boolean;
  readonly large: boolean;
  /** Told to a screen reader as they come; off, since it talks over who speaks. */
  readonly aloud: boolean;
}
const KEY = 'tertulia.captions';
const kept = remembered(KEY)?.split(' ');
export const captionLook = new Store<CaptionLook>({
  shown: !kept?.includes('hidden'),
  large: kept?.includes('large') ?? false,
  aloud: kept?.includes('aloud') ?? false,
});

export function setCaptionLook(change: Partial<CaptionLook>): void {
  const look = { ...captionLook.get(), ...change };
  captionLook.set(look);
  const { shown, large, aloud } = look;
  remember(KEY, [!shown && 'hidden', large && 'large', aloud && 'aloud'].filter(Boolean).join(' ') || null);
}
