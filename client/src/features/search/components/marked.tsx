import type { MarkedText } from '@contract/search.contract.js';
import css from './search-box.module.css';

/** What was found in a text. Only ever text: nothing in it is markup. */
export function Marked({ text }: { text: MarkedText }) {
  return text.map((part, index) =>
    part.hit ? (
      <mark key={index} className={css.mark}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
