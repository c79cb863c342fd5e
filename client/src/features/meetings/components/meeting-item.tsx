import { IconBan, IconCalendarDown, IconDots, IconEdit, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { AttendanceAnswer, MeetingView } from '@contract/meetings.contract.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatClock } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { inMeeting } from '../api/meetings.js';
import { download } from '../../../lib/api/download.js';
import type { MeetingRules } from '../live/meeting-rules.js';
import { meetingsWords } from '../meetings.words.js';
import { AnswerChoice } from './answer-choice.js';
import { CancelDialog, EndDialog, WhoDialog } from './meeting-dialogs.js';
import css from './meetings.module.css';

interface MeetingItemProps {
  roomId: string;
  meeting: MeetingView;
  answer: AttendanceAnswer | null;
  rules: MeetingRules;
  onEdit: () => void;
}

/** One meeting: when, whether one comes, who else, and for the staff what can be done with it. */
export function MeetingItem({ roomId, meeting, answer, rules, onEdit }: MeetingItemProps) {
  const t = useT(meetingsWords);
  const { fail } = useSentence();
  const [asked, setAsked] = useState<'cancel' | 'end' | 'who' | null>(null);
  const close = () => setAsked(null);
  const items = useItems(roomId, meeting, rules, { onEdit, ask: setAsked });
  const state = meeting.state === 'live' || meeting.state === 'waiting' ? meeting.state : null;
  const save = () =>
    void download(`${inMeeting(roomId, meeting.id)}/calendar.ics`, `${meeting.title}.ics`, 'text/calendar').catch(fail);
  return (
    <article className={css.meeting} aria-label={meeting.title}>
      <div className={css.head}>
        <h4 className={css.name}>{meeting.title}</h4>
        {items.length > 0 ? (
          <Menu
            trigger={
              <IconButton label={t('options', { title: meeting.title })} icon={<IconDots size={20} stroke={1.6} />} />
            }
            items={items}
          />
        ) : null}
      </div>
      <p className={css.quiet}>
        <Time at={meeting.startsAt} as="appointment" /> · {t('length', { minutes: meeting.minutes })}
        <InItsZone meeting={meeting} />
      </p>
      {state || meeting.seriesId || meeting.waitingRoom ? (
        <p className={css.row}>
          {state ? <Badge hue="olive">{t(`state.${state}`)}</Badge> : null}
          {meeting.seriesId ? <Badge>{t('series')}</Badge> : null}
          {meeting.waitingRoom ? <Badge>{t('waitingRoom')}</Badge> : null}
        </p>
      ) : null}
      {meeting.about ? <p className={css.quiet}>{meeting.about}</p> : null}
      {rules.answer ? <AnswerChoice roomId={roomId} meeting={meeting} answer={answer} /> : null}
      <p className={css.quiet}>{t('counts', meeting.answers)}</p>
      <div className={css.row}>
        <Button size="s" variant="quiet" onClick={() => setAsked('who')}>
          {t('who')}
        </Button>
        <Button size="s" variant="quiet" icon={<IconCalendarDown size={18} stroke={1.6} />} onClick={save}>
          {t('file')}
        </Button>
      </div>
      {asked === 'who' ? <WhoDialog roomId={roomId} meeting={meeting} onClose={close} /> : null}
      {asked === 'cancel' ? <CancelDialog roomId={roomId} meeting={meeting} onClose={close} /> : null}
      {asked === 'end' ? <EndDialog roomId={roomId} meeting={meeting} onClose={close} /> : null}
    </article>
  );
}

/** Where the meeting is meant in another zone than the reader's, its time there too. */
function InItsZone({ meeting }: { meeting: MeetingView }) {
  const t = useT(meetingsWords);
  const language = useLanguage();
  const own = useTimeZone();
  const at = new Date(meeting.startsAt);
  const there = formatClock(at, { language, zone: meeting.timeZone });
  if (there === formatClock(at, { language, zone: own })) return null;
  return <> · {t('inZone', { time: there, zone: meeting.timeZone.replaceAll('_', ' ') })}</>;
}

function useItems(
  roomId: string,
  meeting: MeetingView,
  rules: MeetingRules,
  { onEdit, ask }: { onEdit: () => void; ask: (what: 'cancel' | 'end') => void },
): MenuItem[] {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const icon = { size: 18, stroke: 1.6 };
  const goesOn = meeting.state === 'live';
  const items: MenuItem[] = [];
  if (rules.run && goesOn)
    items.push({ id: 'end', label: t('end'), icon: <IconPlayerStop {...icon} />, onSelect: () => ask('end') });
  if (rules.run && !goesOn)
    items.push({
      id: 'start',
      label: t('start'),
      icon: <IconPlayerPlay {...icon} />,
      onSelect: () => void live.ask('meetings:start', { roomId, meetingId: meeting.id }).catch(fail),
    });
  if (rules.plan && !goesOn)
    items.push({ id: 'edit', label: t('edit'), icon: <IconEdit {...icon} />, onSelect: onEdit });
  if (rules.cancel && !goesOn)
    items.push({
      id: 'cancel',
      label: t('cancel'),
      danger: true,
      icon: <IconBan {...icon} />,
      onSelect: () => ask('cancel'),
    });
  return items;
}
