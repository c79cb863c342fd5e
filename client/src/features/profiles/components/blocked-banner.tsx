import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { Banner } from '../../rooms/room/room-banners.js';
import { usePersonDeeds } from '../live/use-ties.js';
import { profilesWords } from '../profiles.words.js';

/** In the conversation with somebody whom one blocks: why nothing can be written, and the way back. */
export function BlockedBanner({ other }: { other: PersonCard }) {
  const t = useT(profilesWords);
  const { block } = usePersonDeeds(other);
  return (
    <Banner text={t('actions.youBlock')}>
      <Button size="s" onClick={() => void block(false)}>
        {t('actions.unblock')}
      </Button>
    </Banner>
  );
}
