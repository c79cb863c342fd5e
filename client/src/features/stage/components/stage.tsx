import { useCallback, useMemo, useState, type CSSProperties } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { ReactionSignal, SpeakingSignal } from '@contract/stage.contract.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { Hue } from '../../../lib/theme/hues.js';
import { Captions } from '../../captions/components/captions.js';
import { CallNotes } from '../../calls/components/call-notes.js';
import { Moving } from '../../rooms/round-table/moving.js';
import type { TablePerson } from '../../rooms/round-table/seated-people.js';
import { focusOf, gridOf, ratioFor, SLIDES, tilesOf, type Layout, type StageTile } from '../live/tiles.js';
import { useSize } from '../live/use-size.js';
import { useSpeaker } from '../live/use-speaker.js';
import { CountdownClock } from '../order/countdown.js';
import { useTileItems } from '../live/use-tile-items.js';
import type { StageMedia } from '../media/stage-media.js';
import { isIn, isLeftOut } from '../recording/own-answer.js';
import { RecordingBar } from '../recording/recording-bar.js';
import { SlidesTile } from '../slides/slides-tile.js';
import { stageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import { ControlBar } from './control-bar.js';
import { StageNotes } from './stage-notes.js';
import { Tile } from './tile.js';
import css from './stage.module.css';

export interface StageProps {
  media: StageMedia;
  window: RoomWindow;
  me: OwnAccount;
  hue: Hue;
  /** Everybody who is in the room: who is not on the stage sits at the table still. */
  atTable: readonly TablePerson[];
  chat: boolean;
  onChat: () => void;
  onPerson: (id: string) => void;
}

/** Room for the rings of those who speak. */
const EDGE = 12;
const LARGE_FACE = 128;
/** A face in a tile of a width, in pixels. */
const faceFor = (tile: number): number => Math.round(Math.min(LARGE_FACE, Math.max(44, tile * 0.34)));

/** The stage in the place of the round table: the same faces, as tiles. */
export function Stage({ media, window, me, hue, atTable, chat, onChat, onPerson }: StageProps) {
  const t = useT(stageWords);
  const { room, role, stage, recording } = window;
  const { slides } = stage;
  const rules = useMemo(() => stageRules(room, role, me), [room, role, me]);
  const signals = useSignals(`room:${room.id}`);
  const people = useStore(media.people);
  const own = useStore(media.outgoing.own);
  const tracks = useStore(media.incoming.tracks);
  const [place, { width, height }] = useSize<HTMLDivElement>();
  const [layout, setLayout] = useState<Layout>('screen');
  const [ownPin, setOwnPin] = useState<string | null>(null);
  const [captions, setCaptions] = useState(false);

  const speaking = signals['speaking'] as SpeakingSignal | undefined;
  const loud = new Set(speaking?.people.map(({ personId }) => personId));
  const speaker = useSpeaker(speaking, me.id);
  const tiles = useMemo(() => tilesOf(people), [people]);
  const focus = focusOf({ tiles, slides: slides !== null, layout, ownPin, pin: stage.pin, speaker });
  const count = tiles.length + (slides ? 1 : 0);
  const grid = gridOf(count, width - EDGE, height - EDGE);
  const seated = atTable.filter(({ id }) => !people.some(({ person }) => person.id === id));

  const items = useTileItems({ rules, roomId: room.id, me: me.id, pin: stage.pin, ownPin, setOwnPin, onPerson });
  const trackOf = useCallback(
    ({ person, source, trackId }: StageTile): MediaStreamTrack | null => {
      if (person.person.id !== me.id) return (trackId && tracks.get(trackId)) || null;
      if (source === 'camera') return own.picture;
      const at = person.screens.findIndex(({ video }) => video.trackId === trackId);
      return own.screens[at]?.video ?? null;
    },
    [me.id, tracks, own],
  );
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--columns': focus === null ? grid.columns : Math.max(1, count - 1),
    '--tile': `${grid.tile}px`,
    '--width': `${width}px`,
    '--ratio': ratioFor(width, height),
  };
  return (
    <section className={css.stage} data-hue={hue} aria-label={t('stage')}>
      <StageNotes media={media} me={me} />
      {room.kind === 'direct' ? <CallNotes media={media} /> : null}
      <RecordingBar {...{ window, me, people }} />
      {stage.countdown ? <CountdownClock roomId={room.id} countdown={stage.countdown} /> : null}
      <Moving
        shape={`${focus} ${slides?.fileId} ${tiles.map(({ key }) => key).join(' ')} ${grid.columns}`}
        className={css.place}
        role="group"
        aria-label={t('tiles')}
      >
        <div ref={place} className={css.tiles} style={style} data-focus={focus === null ? undefined : ''}>
          {slides ? (
            <SlidesTile
              key={slides.fileId}
              {...{ slides, rules, roomId: room.id, me: me.id }}
              presenter={people.find(({ person }) => person.id === slides.presenterId)?.person.name ?? null}
              large={focus === SLIDES}
              pinned={ownPin === SLIDES}
              onPin={(pinned) => setOwnPin(pinned ? SLIDES : null)}
            />
          ) : null}
          {tiles.map((tile) => (
            <Tile
              key={tile.key}
              tile={tile}
              incoming={media.incoming}
              track={trackOf(tile)}
              own={tile.person.person.id === me.id}
              large={tile.key === focus}
              face={tile.key === focus ? LARGE_FACE : faceFor(focus === null ? grid.tile : 0)}
              speaking={loud.has(tile.person.person.id)}
              leftOut={isLeftOut(recording, tile.person.person.id)}
              pinned={tile.key === ownPin || (ownPin === null && stage.pin !== null && tile.key === focus)}
              reaction={
                (tile.source === 'camera' &&
                  (signals[`stage-reaction:${tile.person.person.id}`] as ReactionSignal | undefined)?.emoji) ||
                null
              }
              items={items}
            />
          ))}
        </div>
      </Moving>
      {people.length === 1 && room.kind !== 'direct' ? <p className={css.table}>{t('alone')}</p> : null}
      {seated.length > 0 ? (
        <p className={css.table}>
          <span>{t('atTable')}</span>
          {seated.slice(0, 12).map((person) => (
            <span key={person.id} data-person={person.id} className={css.seated}>
              <Face person={person} size={28} named />
            </span>
          ))}
          {seated.length > 12 ? <span>+{seated.length - 12}</span> : null}
        </p>
      ) : null}
      <Captions
        {...{ media, rules }}
        kept={isIn(recording, me.id)}
        open={captions}
        onClose={() => setCaptions(false)}
      />
      <ControlBar
        {...{ media, window, rules, me, layout, chat, onChat, onLayout: setLayout }}
        onCaptions={() => setCaptions(true)}
      />
    </section>
  );
}
