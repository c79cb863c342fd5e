import { useQuery } from '@tanstack/react-query';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { Recorded } from '@contract/recordings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Select } from '../../../components/ui/select.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatClock } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import type { Hue } from '../../../lib/theme/hues.js';
import { RoundTable } from '../../rooms/round-table/round-table.js';
import { recordingsQuery, replayQuery } from '../api/minutes.js';
import { nextRecorded, recordedAt } from '../live/recorded-time.js';
import { Player } from '../live/replay.js';
import { minutesWords } from '../minutes.words.js';
import { RecordedCaptions } from './recorded-captions.js';
import { RecordedScene } from './recorded-scene.js';
import { RecordingActions } from './recording-actions.js';
import { ReplayChat } from './replay-chat.js';
import css from './replay.module.css';

const NONE: readonly Recorded[] = [];
const TICK_MS = 200;
const SPEEDS = { s1: 1, s4: 4, s16: 16, s60: 60 } as const;
type Speed = keyof typeof SPEEDS;

interface ReplayProps {
  roomId: string;
  meetingId: string;
  me: string;
  hue: Hue;
  /** Where the bar was taken to from outside; a new object is a new wish. */
  wish: { at: string } | null;
}

/** The meeting once more: a bar through its time, the table and the chat as they were. */
export function Replay({ roomId, meetingId, me, hue, wish }: ReplayProps) {
  const t = useT(minutesWords);
  const { sentence } = useSentence();
  const replay = useQuery(replayQuery(roomId, meetingId));
  const recordings = useQuery(recordingsQuery(roomId, meetingId));
  const player = useMemo(() => replay.data && new Player(replay.data, me), [replay.data, me]);
  return (
    <section className={css.replay} aria-labelledby="replay" data-recorded={recordings.data?.length ? '' : undefined}>
      <h2 id="replay">{t('replay.title')}</h2>
      {replay.isPending ? <Skeleton lines={6} /> : null}
      {replay.isError ? (
        <ErrorState level={3} text={sentence(replay.error)} onRetry={() => void replay.refetch()} />
      ) : null}
      {player && !recordings.isPending ? (
        <Playing
          {...{ roomId, meetingId, player, me, hue, wish }}
          recordings={recordings.data ?? NONE}
          onLost={() => void recordings.refetch()}
        />
      ) : null}
      {recordings.data ? <RecordingActions {...{ roomId, meetingId }} recordings={recordings.data} /> : null}
    </section>
  );
}

interface PlayingProps extends ReplayProps {
  player: Player;
  recordings: readonly Recorded[];
  onLost: () => void;
}

function Playing({ roomId, meetingId, player, me, hue, wish, recordings, onLost }: PlayingProps) {
  const t = useT(minutesWords);
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const [at, setAt] = useState(player.begin);
  // Who listens wants it as it was; who only reads has it sooner.
  const [chosen, setSpeed] = useState<Speed | null>(null);
  const speed = chosen ?? (recordings.length > 0 ? 's1' : 's16');
  const [playing, setPlaying] = useState(false);
  const [followed, setFollowed] = useState(wish);
  if (wish !== followed) {
    setFollowed(wish);
    // The moment itself has happened by then.
    if (wish) setAt(Math.min(player.end, Math.max(player.begin, Date.parse(wish.at) + 1)));
  }
  const over = at >= player.end;
  useEffect(() => {
    if (!playing || over) return;
    let last = performance.now();
    const timer = setInterval(() => {
      // Timers come late; sound does not wait for them.
      const now = performance.now();
      const step = (now - last) * SPEEDS[speed];
      last = now;
      setAt((before) => Math.min(player.end, before + step));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [playing, over, speed, player]);
  const chat = useMemo(() => player.chatAt(at), [player, at]);
  const people = useMemo(
    () => player.peopleAt(at).map((person) => ({ ...person, typing: false, you: person.id === me })),
    [player, at, me],
  );
  const moment = useMemo(() => recordedAt(recordings, at), [recordings, at]);
  const ahead = moment === null ? nextRecorded(recordings, at) : null;
  const clock = formatClock(new Date(at), reader);
  const press = () => {
    if (over) setAt(player.begin);
    setPlaying(over || !playing);
  };
  return (
    <>
      <p className={css.quiet}>
        {recordings.length > 0 ? `${t('recording.text')} ` : null}
        {t('replay.text')}
      </p>
      <div role="status">
        {recordings.some(({ state }) => state !== 'ready') ? (
          <p className={css.quiet}>
            {t(recordings.some(({ state }) => state === 'going-on') ? 'recording.goingOn' : 'recording.preparing')}
          </p>
        ) : null}
      </div>
      <div className={css.both}>
        <div>
          {moment ? (
            <RecordedScene moment={moment} playing={playing && !over} speed={SPEEDS[speed]} onLost={onLost} />
          ) : (
            <RoundTable people={people} total={people.length} hue={hue} />
          )}
          {moment?.recording.captions ? <RecordedCaptions {...{ roomId, meetingId, moment }} /> : null}
          {ahead === null ? null : (
            <p className={css.gap}>
              <span>{t('recording.gap')}</span>
              <Button size="s" onClick={() => setAt(Math.max(ahead, player.begin))}>
                {t('recording.next')}
              </Button>
            </p>
          )}
          <div className={css.controls}>
            <Button
              icon={
                playing && !over ? (
                  <IconPlayerPause size={20} stroke={1.6} />
                ) : (
                  <IconPlayerPlay size={20} stroke={1.6} />
                )
              }
              onClick={press}
            >
              {t(playing && !over ? 'replay.pause' : 'replay.play')}
            </Button>
            <div className={css.bar}>
              <input
                type="range"
                aria-label={t('replay.at')}
                aria-valuetext={clock}
                min={0}
                max={Math.ceil((player.end - player.begin) / 1_000)}
                value={Math.ceil((at - player.begin) / 1_000)}
                onChange={(event) =>
                  setAt(Math.min(player.end, player.begin + event.currentTarget.valueAsNumber * 1_000))
                }
              />
              <span className={css.clock} aria-hidden>
                {clock}
              </span>
            </div>
            <div className={css.speed}>
              <Select
                label={t('replay.speed')}
                value={speed}
                onChange={setSpeed}
                options={(Object.keys(SPEEDS) as Speed[]).map((value) => ({
                  value,
                  label: t(`replay.speeds.${value}`),
                }))}
              />
            </div>
          </div>
        </div>
        <div>
          <ReplayChat chat={chat} me={me} onMoment={(when) => setAt(Math.min(player.end, Date.parse(when) + 1))} />
        </div>
      </div>
    </>
  );
}
