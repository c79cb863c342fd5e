import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Face } from '../../../components/ui/face.js';
import { Switch } from '../../../components/ui/switch.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { handsOf } from '../media/people.js';
import { stageWords } from '../stage.words.js';
import { CheckInCounts } from './check-in-counts.js';
import { CountdownControl } from './countdown.js';
import type { OrderProps } from './order-button.js';
import css from './order.module.css';

const LOCKS = ['microphones', 'cameras', 'screens'] as const;

/** Whose turn it is, who has not raised a hand, and for who leads: quiet, locks, entry, countdown. */
export function OrderDialog({ media, window, rules, me, onClose }: OrderProps & { onClose: () => void }) {
  const t = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  const people = useStore(media.people);
  const { room, stage } = window;
  const roomId = room.id;
  const hands = handsOf(people);
  const others = people.filter(({ hand, person }) => hand === null && person.id !== me.id);
  const lower = (personId: string | null) => void live.ask('stage:lower-hands', { roomId, personId }).catch(fail);
  const set = (change: { locks?: Partial<typeof stage.locks>; muteOnEntry?: boolean }) =>
    void live.ask('stage:set', { roomId, ...change }).catch(fail);
  const muteAll = () =>
    void live
      .ask('stage:mute', { roomId, personId: null, source: 'microphone' })
      .then(({ muted }) => toast({ text: t('order.muted', { count: muted }), tone: 'good' }), fail);
  const leads = rules.lead || rules.order('learner');
  return (
    <Dialog open onClose={onClose} title={t(leads ? 'order.settings' : 'order.queue')}>
      <section className={css.part} aria-label={t('order.queue')}>
        {leads ? <h3>{t('order.queue')}</h3> : null}
        {hands.length === 0 ? <p className={css.text}>{t('order.noHands')}</p> : null}
        <ol className={css.people}>
          {hands.map(({ person }) => (
            <li key={person.id}>
              <Face person={person} size={32} />
              <span>{person.name}</span>
              {rules.lead ? (
                <Button size="s" aria-label={t('order.lower', { name: person.name })} onClick={() => lower(person.id)}>
                  {t('bar.lower')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
        {rules.lead && hands.length > 1 ? (
          <div>
            <Button size="s" onClick={() => lower(null)}>
              {t('order.lowerAll')}
            </Button>
          </div>
        ) : null}
        {hands.length > 0 ? (
          <p className={css.text}>
            {others.length === 0
              ? t('order.everybodyRaised')
              : `${t('order.notYet')}: ${others.map(({ person }) => person.name).join(', ')}`}
          </p>
        ) : null}
      </section>
      {rules.staff ? <CheckInCounts roomId={roomId} /> : null}
      {rules.order('learner') ? (
        <div>
          <Button onClick={muteAll}>{t('order.muteAll')}</Button>
        </div>
      ) : null}
      {rules.lead ? (
        <>
          <fieldset className={css.part}>
            <legend>{t('order.locks')}</legend>
            <p className={css.text}>{t('order.lockHint')}</p>
            {LOCKS.map((lock) => (
              <Switch
                key={lock}
                label={t(`order.${lock}`)}
                checked={stage.locks[lock]}
                onChange={(event) => set({ locks: { [lock]: event.currentTarget.checked } })}
              />
            ))}
          </fieldset>
          <Switch
            label={t('order.muteOnEntry')}
            hint={t('order.muteOnEntryHint')}
            checked={stage.muteOnEntry}
            onChange={(event) => set({ muteOnEntry: event.currentTarget.checked })}
          />
          <CountdownControl roomId={roomId} countdown={stage.countdown} />
        </>
      ) : null}
    </Dialog>
  );
}
