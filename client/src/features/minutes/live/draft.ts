import type { MinutesView, NotedMessage, OwnLine } from '@contract/minutes.contract.js';

/** What the form of the minutes holds. */
export interface Draft {
  readonly summary: string;
  readonly own: readonly (OwnLine & { readonly id: number })[];
  readonly lines: readonly {
    readonly messageId: string;
    readonly name: string;
    /** What the minutes show of it now. */
    readonly said: string;
    readonly shown: boolean;
    /** The host's words; empty = what was said. */
    readonly words: string;
  }[];
}

type Corrected = Pick<MinutesView, 'summary' | 'own' | 'hidden' | 'decisions' | 'questions' | 'shared'>;
/** Each message once, wherever it stands in the minutes. */
export function draftOf(view: Corrected): Draft {
  const noted: NotedMessage[] = [
    ...view.decisions,
    ...view.questions.flatMap(({ question, answer }) => (answer ? [question, answer] : [question])),
    ...view.shared.map(({ message }) => message),
  ];
  const hidden = new Set(view.hidden);
  const once = new Map(noted.map((message) => [message.messageId, message]));
  return {
    summary: view.summary,
    own: view.own.map((line, id) => ({ ...line, id })),
    lines: [...once.values()].map(({ messageId, person, text, reworded }) => ({
      messageId,
      name: person.name,
      said: text,
      shown: !hidden.has(messageId),
      words: reworded ? text : '',
    })),
  };
}

export const editOf = ({ summary, own, lines }: Draft) => ({
  summary,
  own: own.map(({ kind, text }) => ({ kind, text })),
  hidden: lines.filter(({ shown }) => !shown).map(({ messageId }) => messageId),
  words: lines.filter(({ words }) => words.trim() !== '').map(({ messageId, words }) => ({ messageId, text: words })),
});
