import {
  IconHandOff,
  IconMicrophone,
  IconMicrophoneOff,
  IconPin,
  IconPinnedOff,
  IconScreenShareOff,
  IconUser,
  IconUserMinus,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useCallback } from 'react';
import type { StagePin } from '@contract/stage.contract.js';
import type { MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { StageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import type { StageTile } from './tiles.js';

interface TileItems {
  roomId: string;
  me: string;
  rules: StageRules;
  pin: StagePin | null;
  ownPin: string | null;
  setOwnPin: (key: string | null) => void;
  onPerson: (id: string) => void;
}
const icon = { size: 18, stroke: 1.6 };

/** What can be done about somebody on the stage. The hub decides; this only hides what it would refuse. */
export function useTileItems(props: TileItems): (tile: StageTile) => (MenuItem | null)[] {
  const { roomId, me, rules, pin, ownPin, setOwnPin, onPerson } = props;
  const t = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  return useCallback(
    ({ key, source, person }: StageTile) => {
      const { id: personId, name } = person.person;
      const other = personId !== me;
      const done = (asked: Promise<unknown>) => void asked.catch(fail);
      const pinned = key === ownPin;
      const forAll = pin?.personId === personId && pin.source === source;
      const items: (MenuItem | null)[] = [
        {
          id: 'pin',
          label: t(pinned ? 'tile.unpin' : 'tile.pin'),
          icon: pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />,
          onSelect: () => setOwnPin(pinned ? null : key),
        },
      ];
      if (rules.lead)
        items.push({
          id: 'pin-for-all',
          label: t(forAll ? 'tile.unpinForAll' : 'tile.pinForAll'),
          icon: forAll ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />,
          onSelect: () => done(live.ask('stage:pin', { roomId, pin: forAll ? null : { personId, source } })),
        });
      if (source === 'camera')
        items.push({
          id: 'page',
          label: t('tile.page'),
          icon: <IconUser {...icon} />,
          onSelect: () => onPerson(personId),
        });
      if (!other) return items;

      const order: MenuItem[] = [];
      const mute = (what: 'microphone' | 'camera' | 'screen') =>
        done(live.ask('stage:mute', { roomId, personId, source: what }));
      const ask = (what: 'microphone' | 'camera') =>
        done(
          live
            .ask('stage:ask', { roomId, personId, source: what })
            .then(() => toast({ text: t('tile.asked', { name }), tone: 'good' })),
        );
      const may = rules.order(person.role);
      if (source === 'screen' && may)
        order.push({
          id: 'screen',
          label: t('tile.stopScreen'),
          icon: <IconScreenShareOff {...icon} />,
          onSelect: () => mute('screen'),
        });
      if (source === 'camera') {
        if (person.microphone?.on && may)
          order.push({
            id: 'mute',
            label: t('tile.mute'),
            icon: <IconMicrophoneOff {...icon} />,
            onSelect: () => mute('microphone'),
          });
        if (person.camera?.on && may)
          order.push({
            id: 'camera',
            label: t('tile.stopCamera'),
            icon: <IconVideoOff {...icon} />,
            onSelect: () => mute('camera'),
          });
        const speaks = person.role !== 'spectator';
        if (!person.microphone?.on && rules.ask && speaks)
          order.push({
            id: 'ask-microphone',
            label: t('tile.askMicrophone'),
            icon: <IconMicrophone {...icon} />,
            onSelect: () => ask('microphone'),
          });
        if (!person.camera?.on && rules.ask && speaks)
          order.push({
            id: 'ask-camera',
            label: t('tile.askCamera'),
            icon: <IconVideo {...icon} />,
            onSelect: () => ask('camera'),
          });
        if (person.hand && rules.lead)
          order.push({
            id: 'lower',
            label: t('tile.lowerHand'),
            icon: <IconHandOff {...icon} />,
            onSelect: () => done(live.ask('stage:lower-hands', { roomId, personId })),
          });
        if (may)
          order.push({
            id: 'remove',
            label: t('tile.remove'),
            danger: true,
            icon: <IconUserMinus {...icon} />,
            onSelect: () => done(live.ask('stage:remove', { roomId, personId })),
          });
      }
      return order.length > 0 ? [...items, null, ...order] : items;
    },
    [roomId, me, rules, pin, ownPin, setOwnPin, onPerson, t, live, fail],
  );
}
