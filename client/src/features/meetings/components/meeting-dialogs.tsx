import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeetingView } from '@contract/meetings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { meetingQuery } from '../api/meetings.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

interface MeetingDialogProps {
  roomId: string;
  meeting: MeetingView;
  onClose: () => void;
}
export type Scope = 'one' | 'following';

/** For one of a series: this one, or the following ones too. */
export function ScopeChoice({ value, onChange }: { value: Scope; onChange: (scope: Scope) => void }) {
  const t = useT(meetingsWords);
  return (
    <SegmentedControl
      label={t('scope.label')}
      options={(['one', 'following'] as const).map((one) => ({ value: one, label: t(`scope.${one}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}

export function CancelDialog({ roomId, meeting, onClose }: MeetingDialogProps) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const [scope, setScope] = useState<Scope>('one');
  const cancel = () => {
    live
      .ask('meetings:cancel', { roomId, meetingId: meeting.id, scope })
      .then(() => toast({ text: t('cancelled') }), fail);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('cancelTitle')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('keep')}
          </Button>
          <Button variant="danger" onClick={cancel}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{t('cancelText')}</p>
        {meeting.seriesId ? <ScopeChoice value={scope} onChange={setScope} /> : null}
      </div>
    </Dialog>
  );
}

export function EndDialog({ roomId, meeting, onClose }: MeetingDialogProps) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const end = () => {
    live.ask('meetings:end', { roomId, meetingId: meeting.id }).catch(fail);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('endTitle')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('keep')}
          </Button>
          <Button variant="primary" onClick={end}>
            {t('end')}
          </Button>
        </>
      }
    >
      <p>{t('endText')}</p>
    </Dialog>
  );
}

export function WhoDialog({ roomId, meeting, onClose }: MeetingDialogProps) {
  const t = useT(meetingsWords);
  const { sentence } = useSentence();
  const detail = useQuery(meetingQuery(roomId, meeting.id, meeting.touched));
  const people = detail.data?.people ?? [];
  return (
    <Dialog open onClose={onClose} title={t('whoTitle')}>
      {detail.isPending ? <Skeleton lines={4} /> : null}
      {detail.isError ? (
        <ErrorState level={3} text={sentence(detail.error)} onRetry={() => void detail.refetch()} />
      ) : null}
      {detail.data && people.length === 0 ? <p>{t('whoNone')}</p> : null}
      <div className={css.form}>
        {(['yes', 'maybe', 'no'] as const).map((answer) => {
          const those = people.filter((one) => one.answer === answer);
          return those.length === 0 ? null : (
            <section key={answer}>
              <h3 className={css.title}>
                {t(`answer.${answer}`)} {those.length}
              </h3>
              <ul className={css.people}>
                {those.map(({ person }) => (
                  <li key={person.id} className={css.person}>
                    <Face person={person} size={32} />
                    <span>{person.name}</span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
