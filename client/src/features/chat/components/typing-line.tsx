import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './typing-line.module.css';

/** Who writes at this moment, in words. Keeps its height, so nothing moves when somebody begins. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const t = useT(chatWords);
  const text =
    names.length === 0
      ? ''
      : names.length > 3
        ? t('typingMany')
        : t('typing', { count: names.length, names: joined(names, t('and')) });
  return <p className={css.line}>{text}</p>;
}

const joined = (names: readonly string[], and: string): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`;
