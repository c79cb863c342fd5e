import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconDownload } from '@tabler/icons-react';
import type { AttendanceSheet } from '@contract/meetings.contract.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { download } from '../../../lib/api/download.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatNumber } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { roomsWords } from '../../rooms/rooms.words.js';
import { inMeeting, sheetQuery } from '../api/meetings.js';
import { meetingsWords } from '../meetings.words.js';
import css from './attendance-page.module.css';

/** Who was at a meeting for how long, and what they thought of it. */
export function AttendancePage() {
  const t = useT(meetingsWords);
  usePageTitle(t('attendance'));
  const { sentence } = useSentence();
  const params = useParams({ from: '/shell/rooms/$roomId/meetings/$meetingId', shouldThrow: false });
  const { roomId = '', meetingId = '' } = params ?? {};
  const sheet = useQuery(sheetQuery(roomId, meetingId));
  if (isCode(sheet.error, 'not-found', 'not-allowed', 'rooms/not-a-member', 'invalid-input'))
    return (
      <Page narrow>
        <NoPermission level={1} text={sentence(sheet.error)} />
      </Page>
    );
  return (
    <Page narrow>
      {sheet.isError ? (
        <ErrorState
          level={1}
          text={sentence(sheet.error)}
          onRetry={() => void sheet.refetch()}
          retrying={sheet.isFetching}
        />
      ) : null}
      {sheet.isPending ? <Skeleton lines={8} /> : null}
      {sheet.data ? <Sheet roomId={roomId} sheet={sheet.data} /> : null}
    </Page>
  );
}

function Sheet({ roomId, sheet: { meeting, people, ratings } }: { roomId: string; sheet: AttendanceSheet }) {
  const t = useT(meetingsWords);
  const rooms = useT(roomsWords);
  const { fail } = useSentence();
  const save = () =>
    void download(`${inMeeting(roomId, meeting.id)}/attendance.csv`, 'attendance.csv', 'text/csv').catch(fail);
  return (
    <>
      <PageHeader
        title={t('attendance')}
        above={
          <Link to="/rooms/$roomId" params={{ roomId }}>
            {t('sheet.back')}
          </Link>
        }
        lead={
          <>
            {meeting.title || t('panel.dropIn')} · <Time at={meeting.startsAt} as="appointment" />
          </>
        }
        actions={
          people.length > 0 ? (
            <Button icon={<IconDownload size={20} stroke={1.6} />} onClick={save}>
              {t('sheet.csv')}
            </Button>
          ) : null
        }
      />
      {people.length === 0 ? (
        <EmptyState title={t('sheet.none')} text={t('sheet.noneText')} />
      ) : (
        <div
          className={css.scroll}
          role="region"
          aria-label={t('attendance')}
          // What scrolls must be reached by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('sheet.person')}</th>
                <th scope="col">{t('sheet.role')}</th>
                <th scope="col">{t('sheet.time')}</th>
                <th scope="col">{t('sheet.from')}</th>
                <th scope="col">{t('sheet.to')}</th>
                <th scope="col">{t('sheet.visits')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ person, role, firstAt, lastAt, seconds, visits }) => (
                <tr key={person.id}>
                  <th scope="row">
                    <span className={css.person}>
                      <Face person={person} size={28} />
                      <span className={css.name}>{person.name}</span>
                    </span>
                  </th>
                  <td>{role ? rooms(`roles.${role}`) : ''}</td>
                  <td>{t('sheet.minutes', { minutes: Math.round(seconds / 60) })}</td>
                  <td>
                    <Time at={firstAt} as="clock" />
                  </td>
                  <td>
                    <Time at={lastAt} as="clock" />
                  </td>
                  <td>{visits}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Ratings ratings={ratings} />
    </>
  );
}

function Ratings({ ratings: { count, average, words } }: { ratings: AttendanceSheet['ratings'] }) {
  const t = useT(meetingsWords);
  const language = useLanguage();
  if (count === 0) return null;
  return (
    <section aria-labelledby="ratings">
      <h2 id="ratings">{t('sheet.ratings')}</h2>
      <p>
        {average === null
          ? t('sheet.few', { count })
          : t('sheet.average', { average: formatNumber(average, language), count })}
      </p>
      {words.length > 0 ? <p className={css.words}>{words.join(' · ')}</p> : null}
    </section>
  );
}
