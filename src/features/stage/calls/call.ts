import type { CallAnswer, CallSignal } from '../../../contract/calls.contract.js';
import type { PersonCard } from '../../../contract/words.js';

/** How answers follow each other; everything else is none. */
const NEXT: Readonly<Record<CallAnswer, readonly CallAnswer[]>> = {
  ringing: ['coming', 'declined', 'busy', 'missed'],
  coming: ['declined'],
  declined: [],
  busy: [],
  missed: [],
};

/** Somebody calls the others of a direct room: who has answered what. Pure. */
export class Call {
  over = false;
  readonly #answers = new Map<string, { readonly person: PersonCard; answer: CallAnswer }>();

  constructor(
    readonly roomId: string,
    readonly by: PersonCard,
    readonly endsAt: Date,
    people: readonly PersonCard[],
    /** People across a block: they hear nothing of it, and nobody hears of that. */
    private readonly apart: ReadonlySet<string>,
  ) {
    for (const person of people) this.#answers.set(person.id, { person, answer: 'ringing' });
  }

  /** Who is called and can hear it. */
  get called(): readonly PersonCard[] {
    return [...this.#answers.values()].map(({ person }) => person).filter(({ id }) => !this.apart.has(id));
  }

  get ringing(): readonly string[] {
    return [...this.#answers].flatMap(([id, { answer }]) => (answer === 'ringing' ? [id] : []));
  }

  /** Whom nobody could ask now: they are told that they were called. */
  get missed(): readonly string[] {
    const missed = ({ id }: PersonCard) => ['missed', 'busy'].includes(this.#answers.get(id)?.answer ?? '');
    return this.called.filter(missed).map(({ id }) => id);
  }

  rings(personId: string): boolean {
    return this.#answers.get(personId)?.answer === 'ringing' && !this.apart.has(personId);
  }

  /** False where this is no answer they can give now. */
  answer(personId: string, answer: CallAnswer): boolean {
    const known = this.#answers.get(personId);
    if (this.over || known === undefined || this.apart.has(personId)) return false;
    if (known.answer === answer) return true;
    if (!NEXT[known.answer].includes(answer)) return false;
    known.answer = answer;
    return true;
  }

  end(): void {
    for (const known of this.#answers.values()) if (known.answer === 'ringing') known.answer = 'missed';
    this.over = true;
  }

  signal(): CallSignal {
    const { by, over } = this;
    const people = [...this.#answers.values()].map(({ person, answer }) => ({ person, answer }));
    return { by, endsAt: this.endsAt.toISOString(), over, people };
  }
}
