import { IconPresentation } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { StageMedia } from '../media/stage-media.js';
import type { StageRules } from '../stage-rules.js';
import { SlidesDialog } from './slides-dialog.js';
import { slidesWords } from './slides.words.js';

interface SlidesItem {
  media: StageMedia;
  window: RoomWindow;
  me: OwnAccount;
  rules: StageRules;
}

/** The way to show slides, or why not now. */
export function useSlidesItem({ media, window, me, rules }: SlidesItem): { items: MenuItem[]; dialog: ReactNode } {
  const t = useT(slidesWords);
  const people = useStore(media.people);
  const [choosing, setChoosing] = useState(false);
  const { slides, locks } = window.stage;
  const mine = slides?.presenterId === me.id;
  // Whoever ended them, and if only because their file is gone: who shows them knows that nobody sees them.
  const showed = useRef(mine);
  useEffect(() => {
    if (showed.current && !mine) toast({ text: t('ended') });
    showed.current = mine;
  }, [mine, t]);
  if (!rules.present) return { items: [], dialog: null };
  const presenter = people.find(({ person }) => person.id === slides?.presenterId);
  const taken = slides !== null && !mine && !rules.lead;
  const locked = locks.screens && !rules.passLocks;
  const note = taken ? t('taken', { name: presenter?.person.name ?? t('somebody') }) : locked ? t('locked') : undefined;
  return {
    items: [
      {
        id: 'slides',
        label: t(slides && !taken ? 'showOther' : 'show'),
        icon: <IconPresentation size={18} stroke={1.6} />,
        note,
        disabled: taken || locked,
        onSelect: () => setChoosing(true),
      },
    ],
    dialog: choosing ? <SlidesDialog window={window} me={me} onClose={() => setChoosing(false)} /> : null,
  };
}
