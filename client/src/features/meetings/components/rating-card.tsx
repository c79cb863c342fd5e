import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { unratedQuery } from '../api/meetings.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

const STARS = [1, 2, 3, 4, 5] as const;

/** After a meeting one was at: one press of a star, a word if one likes, or not now. */
export function RatingCard({ roomId, live: goingOn }: { roomId: string; live: string | null }) {
  const t = useT(meetingsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const query = unratedQuery(roomId, goingOn);
  const meeting = useQuery({ ...query, enabled: goingOn === null }).data ?? null;
  const [stars, setStars] = useState(0);
  const [word, setWord] = useState('');
  if (!meeting || goingOn !== null) return null;
  const say = (given: number | null) =>
    live
      .ask('meetings:rate', { roomId, meetingId: meeting.id, stars: given, word: given ? word.trim() : '' })
      .then(() => {
        queries.setQueryData(query.queryKey, { meeting: null });
        if (given) toast({ text: t('rating.thanks'), tone: 'good' });
        setStars(0);
        setWord('');
      }, fail);
  return (
    <section className={css.bar} aria-label={t('rating.title', { title: meeting.title })}>
      <p>
        <strong>{t('rating.title', { title: meeting.title })}</strong>
      </p>
      <p>{t('rating.text')}</p>
      <div className={css.between}>
        <div role="group" aria-label={t('rating.title', { title: meeting.title })} className={css.stars}>
          {STARS.map((count) => (
            <button
              key={count}
              type="button"
              className={css.star}
              aria-label={t('rating.stars', { count })}
              aria-pressed={stars === count}
              onClick={() => setStars(count)}
            >
              {count <= stars ? <IconStarFilled size={24} /> : <IconStar size={24} stroke={1.6} />}
            </button>
          ))}
        </div>
        <Button size="s" variant="quiet" onClick={() => void say(null)}>
          {t('rating.skip')}
        </Button>
      </div>
      {stars > 0 ? (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            void say(stars);
          }}
        >
          <TextField
            label={t('rating.word')}
            maxLength={60}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <Button type="submit" variant="primary">
            {t('rating.send')}
          </Button>
        </form>
      ) : null}
    </section>
  );
}
