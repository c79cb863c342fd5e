import { useMemo, useState } from 'react';
import type { BreakoutsView } from '@contract/breakouts.contract.js';
import { BROADCAST_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { clockFace } from '../../meetings/live/shared-clock.js';
import { breakoutsWords } from '../breakouts.words.js';
import type { BreakoutRules } from '../live/breakout-rules.js';
import { useBreakoutClock } from '../live/use-breakout-clock.js';
import { SeatTable } from './seat-table.js';
import css from './breakouts.module.css';

const MORE_MINUTES = 5;

interface RunningProps {
  window: RoomWindow;
  open: BreakoutsView;
  present: ReadonlySet<string>;
  rules: BreakoutRules;
}

/** While breakouts are open: the time, a word to all, who sits where, the end. */
export function Running({ window, open, present, rules }: RunningProps) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const { id: roomId } = window.room;
  const left = useBreakoutClock(roomId, open);
  const [closing, setClosing] = useState(false);
  const cards = useMemo(() => new Map(window.members.map(({ person }) => [person.id, person])), [window.members]);
  const cardOf = (id: string): PersonCard =>
    cards.get(id) ?? { id, name: t('seats.somebody'), kind: 'person', avatar: null };
  const seated = new Set(open.rooms.flatMap(({ people }) => people));
  const others = window.members
    .filter(({ person, role }) => role === 'learner' && person.kind !== 'bot')
    .filter(({ person }) => present.has(person.id) && !seated.has(person.id));
  const ask = (work: Promise<unknown>) => void work.catch(fail);
  const rooms = open.rooms.map(({ id, title, people }) => ({
    ...{ id, title, people: people.map(cardOf) },
    beside: (
      <ButtonLink size="s" to="/rooms/$roomId" params={{ roomId: id }} aria-label={t('seats.goNamed', { title })}>
        {t('seats.go')}
      </ButtonLink>
    ),
  }));
  return (
    <>
      {rules.lead ? (
        <div className={css.row}>
          <span role="timer" className={css.clock}>
            {left === null ? t('run.noEnd') : t('run.left', { time: clockFace(left) })}
          </span>
          <Button size="s" onClick={() => ask(live.ask('breakouts:extend', { roomId, minutes: MORE_MINUTES }))}>
            {t('run.extend', { minutes: MORE_MINUTES })}
          </Button>
          <Button size="s" variant="danger" onClick={() => setClosing(true)}>
            {t('run.close')}
          </Button>
        </div>
      ) : null}
      {rules.broadcast ? <SayToAll roomId={roomId} /> : null}
      <SeatTable
        rooms={rooms}
        others={others.map(({ person }) => person)}
        onMove={rules.lead ? (personId, to) => ask(live.ask('breakouts:assign', { roomId, personId, to })) : undefined}
      />
      {closing ? (
        <Dialog
          open
          onClose={() => setClosing(false)}
          title={t('run.closeTitle')}
          actions={
            <>
              <Button variant="quiet" onClick={() => setClosing(false)}>
                {t('run.keep')}
              </Button>
              <Button
                variant="primary"
                onClick={() => {
                  setClosing(false);
                  ask(live.ask('breakouts:close', { roomId }));
                }}
              >
                {t('run.close')}
              </Button>
            </>
          }
        >
          <p>{t('run.closeText')}</p>
        </Dialog>
      ) : null}
    </>
  );
}

function SayToAll({ roomId }: { roomId: string }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const [text, setText] = useState('');
  const say = () =>
    run(async () => {
      const said = await live.ask('breakouts:broadcast', { roomId, clientId: newId(), text: text.trim() });
      setText('');
      toast({ text: t('run.said', { count: said.rooms }), tone: 'good' });
    });
  return (
    <form
      className={css.say}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void say();
      }}
    >
      <TextField
        label={t('run.say')}
        value={text}
        maxLength={BROADCAST_MAX}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" busy={busy}>
        {t('run.send')}
      </Button>
    </form>
  );
}
