import css from './failure-note.module.css';
import { useSentence } from './use-sentence.js';

/** Why a form was not accepted, where nothing in it can be pointed at. Read aloud when it appears. */
export function FailureNote({ failure }: { failure: unknown }) {
  const { sentence } = useSentence();
  return <div role="alert">{failure ? <p className={css.note}>{sentence(failure)}</p> : null}</div>;
}
