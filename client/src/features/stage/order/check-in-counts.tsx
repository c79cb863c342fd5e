import type { CheckInSignal } from '@contract/stage.contract.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStaffStream } from '../../rooms/live/use-staff-stream.js';
import { stageWords } from '../stage.words.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import css from './order.module.css';

const listening = { apply: () => undefined };

/** How many keep up, for the room's staff: numbers, never names. */
export function CheckInCounts({ roomId }: { roomId: string }) {
  const t = useT(stageWords);
  useStaffStream(roomId, listening);
  const counts = useSignals(`room:${roomId}:staff`)['check-in'] as CheckInSignal | undefined;
  const { ready = 0, slower = 0, lost = 0 } = counts ?? {};
  return (
    <section className={css.part}>
      <h3>{t('order.checkIn')}</h3>
      <p className={css.text}>{t('order.counts', { ready, slower, lost })}</p>
    </section>
  );
}
