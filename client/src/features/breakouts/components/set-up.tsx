import { useMemo, useState } from 'react';
import type { BreakoutWay } from '@contract/breakouts.contract.js';
import { BREAKOUT_ROOMS_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { breakoutsWords } from '../breakouts.words.js';
import { numberIn, roomsFor, seatsWithin, type Seats, type Size } from '../live/plan.js';
import { SeatTable } from './seat-table.js';
import css from './breakouts.module.css';

const MINUTES_MAX = 240;

/** Before breakouts are opened: how people are seated, how many, how long. */
export function SetUp({ window, present }: { window: RoomWindow; present: ReadonlySet<string> }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const [way, setWay] = useState<BreakoutWay>('random');
  const [size, setSize] = useState<Size>('rooms');
  const [number, setNumber] = useState('2');
  const [minutes, setMinutes] = useState('10');
  const [smallest, setSmallest] = useState(true);
  const [seats, setSeats] = useState<Seats>({});
  const { id: roomId } = window.room;
  const people = useMemo(
    () =>
      window.members
        .filter(({ person, role }) => role === 'learner' && person.kind !== 'bot' && present.has(person.id))
        .map(({ person }) => person)
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    [window.members, present],
  );
  const count = numberIn(number, 1, size === 'rooms' ? BREAKOUT_ROOMS_MAX : 500);
  const rooms = roomsFor(size, count ?? 1, people.length);
  const length = minutes.trim() === '' ? null : numberIn(minutes, 1, MINUTES_MAX);
  const badMinutes = minutes.trim() !== '' && length === null;
  const titles = Array.from({ length: rooms }, (_, index) => t('setUp.name', { n: index + 1 }));
  const open = () =>
    run(() =>
      live.ask('breakouts:open', {
        ...{ roomId, clientId: newId(), way, latecomers: smallest ? 'smallest' : 'wait', minutes: length },
        rooms: titles.map((title) => ({ title })),
        seats: way === 'by-hand' ? seatsWithin(seats, rooms) : [],
      }),
    );
  const seated = (place: number) => people.filter(({ id }) => seats[id] === place);
  const wrong = (most: number) => t('setUp.badNumber', { least: 1, most });
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (count !== null && !badMinutes) void open();
      }}
    >
      <p className={css.quiet}>{t('setUp.intro')}</p>
      <SegmentedControl
        label={t('setUp.way')}
        options={[
          { value: 'random', label: t('setUp.random') },
          { value: 'by-hand', label: t('setUp.byHand') },
          { value: 'self-chosen', label: t('setUp.selfChosen') },
        ]}
        value={way}
        onChange={setWay}
      />
      {way === 'random' ? <p className={css.quiet}>{t('setUp.randomHint')}</p> : null}
      {way === 'self-chosen' ? <p className={css.quiet}>{t('setUp.selfChosenHint')}</p> : null}
      <SegmentedControl
        label={t('setUp.by')}
        options={[
          { value: 'rooms', label: t('setUp.byRooms') },
          { value: 'people', label: t('setUp.byPeople') },
        ]}
        value={size}
        onChange={setSize}
      />
      <div className={css.pair}>
        <TextField
          label={t(size === 'rooms' ? 'setUp.rooms' : 'setUp.each')}
          inputMode="numeric"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={count === null ? wrong(size === 'rooms' ? BREAKOUT_ROOMS_MAX : 500) : null}
          hint={t('setUp.sum', {
            groups: t('setUp.groups', { count: rooms }),
            people: t('setUp.people', { count: people.length }),
          })}
        />
        <TextField
          label={t('setUp.minutes')}
          optional
          inputMode="numeric"
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
          error={badMinutes ? wrong(MINUTES_MAX) : null}
          hint={t('setUp.minutesHint')}
        />
      </div>
      <Checkbox
        label={t('setUp.latecomers')}
        checked={smallest}
        onChange={(event) => setSmallest(event.currentTarget.checked)}
      />
      {way === 'by-hand' ? (
        <SeatTable
          rooms={titles.map((title, index) => ({ id: String(index + 1), title, people: seated(index + 1) }))}
          others={people.filter(({ id }) => !(Number(seats[id]) >= 1 && Number(seats[id]) <= rooms))}
          onMove={(personId, to) => setSeats({ ...seats, [personId]: Number(to ?? 0) })}
        />
      ) : null}
      <p className={css.quiet}>{t('setUp.files')}</p>
      <Button type="submit" variant="primary" wide busy={busy}>
        {t('setUp.open')}
      </Button>
    </form>
  );
}
