import { useInfiniteQuery } from '@tanstack/react-query';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MeetingView } from '@contract/meetings.contract.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { pastMeetingsQuery } from '../api/meetings.js';
import type { MeetingRules } from '../live/meeting-rules.js';
import { meetingsWords } from '../meetings.words.js';
import { CalendarAddress } from './calendar-address.js';
import { MeetingItem } from './meeting-item.js';
import { PlanDialog } from './plan-dialog.js';
import css from './meetings.module.css';

/** What is planned in the room, the next first; what was; and one's own calendar. */
export function MeetingsPanel({ window, rules }: { window: RoomWindow; rules: MeetingRules }) {
  const t = useT(meetingsWords);
  const [planning, setPlanning] = useState<MeetingView | 'new' | null>(null);
  const { room, meetings, answers } = window;
  return (
    <div className={css.panel}>
      {rules.plan ? (
        <Button
          variant="primary"
          wide
          icon={<IconCalendarPlus size={20} stroke={1.6} />}
          onClick={() => setPlanning('new')}
        >
          {t('panel.schedule')}
        </Button>
      ) : null}
      {meetings.length === 0 ? (
        <EmptyState level={3} title={t('panel.none')} text={t(rules.plan ? 'panel.noneStaff' : 'panel.noneOthers')} />
      ) : (
        <section>
          <h3 className={css.title}>{t('panel.toCome')}</h3>
          <ul className={css.list}>
            {meetings.map((meeting) => (
              <li key={meeting.id}>
                <MeetingItem
                  roomId={room.id}
                  meeting={meeting}
                  answer={answers[meeting.id] ?? null}
                  rules={rules}
                  onEdit={() => setPlanning(meeting)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {rules.subscribe ? <CalendarAddress roomId={room.id} /> : null}
      <Past key={`${room.id} ${meetings.length}`} roomId={room.id} rules={rules} />
      {planning ? (
        <PlanDialog roomId={room.id} meeting={planning === 'new' ? null : planning} onClose={() => setPlanning(null)} />
      ) : null}
    </div>
  );
}

function Past({ roomId, rules }: { roomId: string; rules: MeetingRules }) {
  const t = useT(meetingsWords);
  const { sentence } = useSentence();
  const past = useInfiniteQuery({ ...pastMeetingsQuery(roomId), refetchOnMount: 'always' });
  if (past.isPending) return <Skeleton lines={3} />;
  if (past.isError && !past.data)
    return <ErrorState level={3} text={sentence(past.error)} onRetry={() => void past.refetch()} />;
  if (past.data?.length === 0) return null;
  return (
    <section>
      <h3 className={css.title}>{t('panel.past')}</h3>
      <ul className={css.people}>
        {past.data?.map((meeting) => (
          <li key={meeting.id} className={css.person}>
            <span>
              {meeting.title || t('panel.dropIn')}
              <span className={css.quiet}>
                {' · '}
                <Time at={meeting.startsAt} as="day" />
                {meeting.state === 'cancelled' ? ` · ${t('state.cancelled')}` : null}
              </span>
            </span>
            {meeting.state === 'ended' && meeting.touched > 0 ? (
              <ButtonLink
                size="s"
                variant="quiet"
                to="/rooms/$roomId/meetings/$meetingId/minutes"
                params={{ roomId, meetingId: meeting.id }}
              >
                {t('minutes')}
              </ButtonLink>
            ) : null}
            {rules.attendance && meeting.state === 'ended' ? (
              <ButtonLink
                size="s"
                variant="quiet"
                to="/rooms/$roomId/meetings/$meetingId"
                params={{ roomId, meetingId: meeting.id }}
              >
                {t('attendance')}
              </ButtonLink>
            ) : null}
          </li>
        ))}
      </ul>
      {past.hasNextPage ? (
        <Button variant="quiet" busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
          {t('panel.more')}
        </Button>
      ) : null}
    </section>
  );
}
