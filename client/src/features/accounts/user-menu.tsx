import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconConfetti, IconDoorExit, IconSettings, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { BareIconButton } from '../../components/ui/bare-icon-button.js';
import { Face } from '../../components/ui/face.js';
import { Menu } from '../../components/ui/menu.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useT } from '../../lib/i18n/use-t.js';
import { session } from '../../lib/session/session.js';
import { useLive } from '../../lib/streams/hooks.js';
import { hubInfoQuery } from './api/hub-info.js';
import { useLife } from './demo/use-life.js';
import { settingsWords } from './settings.words.js';

const DemoPeople = lazy(async () => ({ default: (await import('./demo/demo-people.js')).DemoPeople }));

/** One's own face at the foot of the rail, with what belongs to the account. */
export function UserMenu({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const navigate = useNavigate();
  const live = useLive();
  const { fail } = useSentence();
  const hub = useQuery(hubInfoQuery());
  const [choosing, setChoosing] = useState(false);
  const life = useLife();
  const icon = { size: 18, stroke: 1.75 };

  // With something unsent the settings ask first.
  async function leave(): Promise<void> {
    if ((await live.outbox.unsent()) > 0) return navigate({ to: '/settings' });
    await session.leave().catch(fail);
  }

  const demo = [
    { id: 'open-as', label: t('demo.openAs'), icon: <IconUsers {...icon} />, onSelect: () => setChoosing(true) },
    { id: 'life', label: t('demo.life'), icon: <IconConfetti {...icon} />, onSelect: life },
    null,
  ];
  return (
    <>
      <Menu
        side="right-end"
        trigger={<BareIconButton label={t('menu.label', { name: me.name })} icon={<Face person={me} size={34} />} />}
        items={[
          {
            id: 'settings',
            label: t('menu.settings'),
            icon: <IconSettings {...icon} />,
            onSelect: () => void navigate({ to: '/settings' }),
          },
          null,
          ...(hub.data?.demo ? demo : []),
          { id: 'leave', label: t('devices.leave'), icon: <IconDoorExit {...icon} />, onSelect: () => void leave() },
        ]}
      />
      <Suspense fallback={null}>{choosing ? <DemoPeople open onClose={() => setChoosing(false)} /> : null}</Suspense>
    </>
  );
}
