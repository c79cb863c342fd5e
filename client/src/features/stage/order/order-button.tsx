import type { OwnAccount } from '@contract/accounts.contract.js';
import { useStore } from '../../../lib/session/use-store.js';
import { IconListNumbers } from '@tabler/icons-react';
import { IconButton } from '../../../components/ui/icon-button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { handsOf } from '../media/people.js';
import type { StageMedia } from '../media/stage-media.js';
import type { StageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import css from '../components/stage.module.css';

export interface OrderProps {
  media: StageMedia;
  window: RoomWindow;
  rules: StageRules;
  me: OwnAccount;
}

/** Opens the turn to speak, and says how many wait for it. */
export function OrderButton({ media, onOpen }: Pick<OrderProps, 'media'> & { onOpen: () => void }) {
  const t = useT(stageWords);
  const hands = handsOf(useStore(media.people)).length;
  return (
    <span className={css.counted}>
      <IconButton
        className={css.control}
        label={hands > 0 ? t('order.handsCount', { count: hands }) : t('order.queue')}
        icon={<IconListNumbers size={22} stroke={1.6} />}
        onClick={onOpen}
      />
      {hands > 0 ? (
        <span className={css.dot} aria-hidden>
          {hands}
        </span>
      ) : null}
    </span>
  );
}
