import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { noticeKind, type SetNoticePreferencesInput } from '@contract/notifications.contract.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Switch } from '../../../components/ui/switch.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { Section } from '../../accounts/settings/section.js';
import { noticeKeys, preferencesQuery, setPreferences } from '../api/notices.js';
import { noticesWords } from '../notices.words.js';
import css from './notices.module.css';
import { QuietHoursFields } from './quiet-hours-fields.js';
import { SilentRooms } from './silent-rooms.js';

const CHANNELS = ['inbox', 'mail'] as const;

/** What one wants to hear of, and how: a line a kind, a column a way. Takes effect at once. */
export function NoticesSection() {
  const t = useT(noticesWords);
  const queries = useQueryClient();
  const id = useId();
  const { sentence, fail } = useSentence();
  const chosen = useQuery(preferencesQuery());
  const set = (changes: SetNoticePreferencesInput) =>
    setPreferences(changes).then((saved) => queries.setQueryData(noticeKeys.preferences, saved), fail);
  if (!chosen.data)
    return (
      <Section title={t('choice.title')} lead={t('choice.lead')}>
        {chosen.isError ? (
          <ErrorState level={3} text={sentence(chosen.error)} onRetry={() => void chosen.refetch()} />
        ) : (
          <Skeleton lines={7} />
        )}
      </Section>
    );
  const { kinds, quiet, roomsOff, mailReaches } = chosen.data;
  return (
    <Section title={t('choice.title')} lead={t('choice.lead')}>
      <table id="notices" className={css.table}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>{t('choice.kind')}</VisuallyHidden>
            </th>
            {CHANNELS.map((channel) => (
              <th key={channel} id={`${id}-${channel}`} scope="col">
                {t(`choice.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeKind.options.map((kind) => (
            <tr key={kind}>
              <th id={`${id}-${kind}`} scope="row">
                {t(`kinds.${kind}`)}
              </th>
              {CHANNELS.map((channel) => (
                <td key={channel}>
                  {kind === 'decision' && channel === 'inbox' ? (
                    <span className={css.quiet}>{t('choice.always')}</span>
                  ) : (
                    <Switch
                      label={<VisuallyHidden>{`${t(`kinds.${kind}`)}, ${t(`choice.${channel}`)}`}</VisuallyHidden>}
                      checked={kinds[kind][channel] && (channel === 'inbox' || mailReaches)}
                      disabled={channel === 'mail' && !mailReaches}
                      onChange={({ currentTarget }) =>
                        void set({ kinds: { [kind]: { [channel]: currentTarget.checked } } })
                      }
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {mailReaches ? (
        <QuietHoursFields quiet={quiet} onChange={(hours) => void set({ quiet: hours })} />
      ) : (
        <p>{t('choice.noMail')}</p>
      )}
      <SilentRooms roomIds={roomsOff} />
    </Section>
  );
}
