import type { AttendanceAnswer, MeetingView } from '@contract/meetings.contract.js';
import { Chip } from '../../../components/ui/badge.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

const ANSWERS = ['yes', 'maybe', 'no'] as const;

/** Voy, Quizá, No: one press each, a second one takes it back. */
export function AnswerChoice({
  roomId,
  meeting,
  answer,
  onAnswered,
}: {
  roomId: string;
  meeting: MeetingView;
  answer: AttendanceAnswer | null;
  onAnswered?: () => void;
}) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const say = (next: AttendanceAnswer | null) =>
    void live.ask('meetings:rsvp', { roomId, meetingId: meeting.id, answer: next }).then(onAnswered, fail);
  return (
    <div role="group" aria-label={t('answer.label')} className={css.row}>
      {ANSWERS.map((one) => (
        <Chip key={one} pressed={answer === one} onToggle={(on) => say(on ? one : null)}>
          {t(`answer.${one}`)}
        </Chip>
      ))}
    </div>
  );
}
