import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { usePersonDeeds } from '../live/use-ties.js';
import { profilesWords } from '../profiles.words.js';

const NOBODY: PersonCard = { id: '', name: '', kind: 'person', avatar: null };

/** Says what a block does before it is done. */
export function BlockDialog({ person, onClose }: { person: PersonCard | null; onClose: () => void }) {
  const t = useT(profilesWords);
  const common = useT(commonWords);
  const { block } = usePersonDeeds(person ?? NOBODY);
  return (
    <Dialog
      open={person !== null}
      onClose={onClose}
      title={t('actions.blockTitle', { name: person?.name ?? '' })}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" onClick={() => void block(true).then(onClose)}>
            {t('actions.block')}
          </Button>
        </>
      }
    >
      <p>{t('actions.blockText')}</p>
    </Dialog>
  );
}
