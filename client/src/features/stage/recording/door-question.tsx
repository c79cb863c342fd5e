import type { OwnAccount } from '@contract/accounts.contract.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { isMinor } from './own-answer.js';
import { recordingWords } from './recording.words.js';
import css from './recording.module.css';

/** What is said at the door; null while nothing is. */
export interface DoorAnswer {
  readonly consents: boolean | null;
  readonly adult: boolean;
}
export const NOT_YET: DoorAnswer = { consents: null, adult: false };

interface DoorProps {
  me: OwnAccount;
  answer: DoorAnswer;
  onAnswer: (answer: DoorAnswer) => void;
}

/** Whoever comes to a stage that is being recorded answers before coming in. */
export function DoorQuestion({ me, answer, onAnswer }: DoorProps) {
  const t = useT(recordingWords);
  if (isMinor(me)) return <p className={css.door}>{t('question.minor')}</p>;
  const choice = (consents: boolean, label: string) => (
    <label className={css.choice}>
      <input
        type="radio"
        name="recording"
        checked={answer.consents === consents}
        onChange={() => onAnswer({ ...answer, consents })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset className={css.door}>
      <legend>{t('question.title')}</legend>
      <p className={css.text}>
        {t('question.door')} {t('question.text')}
      </p>
      {choice(true, t('question.yes'))}
      {choice(false, t('question.noDoor'))}
      {me.kind === 'guest' && answer.consents ? (
        <Checkbox
          label={t('question.adult')}
          checked={answer.adult}
          onChange={({ currentTarget }) => onAnswer({ ...answer, adult: currentTarget.checked })}
        />
      ) : null}
    </fieldset>
  );
}

/** Whether one may go in with it. */
export const isAnswered = (me: OwnAccount, { consents, adult }: DoorAnswer): boolean =>
  isMinor(me) || consents === false || (consents === true && (me.kind !== 'guest' || adult));
