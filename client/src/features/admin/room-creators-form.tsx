import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { RoomCreators, RoomCreatorsTable } from '@contract/rooms.contract.js';
import { Button } from '../../components/ui/button.js';
import { KindGlyph } from '../../components/ui/kind-glyph.js';
import { SegmentedControl } from '../../components/ui/segmented-control.js';
import { toast } from '../../components/ui/toasts.js';
import { FailureNote } from '../../lib/api/failure-note.js';
import { useErrand } from '../../lib/api/use-errand.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { adminWords } from './admin.words.js';
import { roomCreatorsQuery, setRoomCreators } from './api/room-creators.js';
import css from './pages/admin-page.module.css';

const KINDS = ['study-group', 'direct', 'cohort', 'mentor-session', 'competition'] as const;
const WHO: readonly RoomCreators[] = ['members', 'mentors', 'admins'];
type Changes = Partial<RoomCreatorsTable>;

/** One line a kind, and who may create it. Only what was changed here is saved: another admin may be at work too. */
export function RoomCreatorsForm({ saved }: { saved: RoomCreatorsTable }) {
  const t = useT(adminWords);
  const common = useT(commonWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const [changes, setChanges] = useState<Changes>({});
  const { busy, failure, run } = useErrand();

  async function save(wanted: Changes): Promise<void> {
    queries.setQueryData(roomCreatorsQuery().queryKey, await setRoomCreators(wanted));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const before = Object.fromEntries(KINDS.filter((kind) => kind in changes).map((kind) => [kind, saved[kind]]));
    await run(async () => {
      await save(changes);
      setChanges({});
      toast({ text: t('creators.saved'), tone: 'good', undo: () => void save(before).catch(fail) });
    });
  }

  return (
    <form noValidate className={css.setting} onSubmit={(event) => void submit(event)}>
      <ul role="list" className={css.list}>
        {KINDS.map((kind) => (
          <li key={kind} className={css.row}>
            <KindGlyph kind={kind} silent />
            <span className={css.words}>
              {common(`kinds.${kind}`)}
              <span className={css.quiet}>{t(`creators.kinds.${kind}`)}</span>
            </span>
            <SegmentedControl
              label={t('creators.who', { kind: common(`kinds.${kind}`) })}
              options={WHO.map((value) => ({ value, label: t(`creators.${value}`) }))}
              value={changes[kind] ?? saved[kind]}
              onChange={(who) => setChanges({ ...changes, [kind]: who })}
            />
          </li>
        ))}
      </ul>
      <FailureNote failure={failure} />
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          {t('creators.save')}
        </Button>
      </div>
    </form>
  );
}
