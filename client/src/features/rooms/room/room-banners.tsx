import type { OwnAccount } from '@contract/accounts.contract.js';
import { useState, type ReactNode } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { roomWords } from './room.words.js';
import css from './room-banners.module.css';

/** What one has to know before writing here, each in one line with what can be done about it. */
export function RoomBanners({ window, me }: { window: RoomWindow; me: OwnAccount }) {
  const t = useT(roomWords);
  const { room, role } = window;
  if (room.state === 'archived' || role === null) return null;
  if (me.kind === 'guest')
    return (
      <Banner text={t('guestText')}>
        <ButtonLink to="/settings" size="s" variant="secondary">
          {t('guestAction')}
        </ButtonLink>
      </Banner>
    );
  if (room.locks.chat && role !== 'learner' && role !== 'spectator') return <Banner text={t('chatLockedForYou')} />;
  return null;
}

/** In the composer's place for whoever only looks in: the way to take part is where one would write. */
export function JoinBar({ window: { room } }: { window: RoomWindow }) {
  const t = useT(roomWords);
  const live = useLive();
  const { fail } = useSentence();
  const [full, setFull] = useState(false);
  const { busy, run } = useErrand((failure) => (isCode(failure, 'rooms/full') ? setFull(true) : fail(failure)));
  const join = (as: 'learner' | 'spectator') => run(() => live.ask('rooms:join', { roomId: room.id, as }));
  return (
    <Banner text={t(full ? 'fullText' : 'joinText')} foot>
      <Button variant="primary" busy={busy} onClick={() => void join(full ? 'spectator' : 'learner')}>
        {t(full ? 'joinSpectator' : 'join')}
      </Button>
    </Banner>
  );
}

export function Banner({ text, foot, children }: { text: string; foot?: boolean; children?: ReactNode }) {
  return (
    <div className={css.banner} data-foot={foot || undefined} role="status">
      <span>{text}</span>
      {children}
    </div>
  );
}
