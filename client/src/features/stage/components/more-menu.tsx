import {
  IconBadgeCc,
  IconDots,
  IconKeyboard,
  IconLayoutBoard,
  IconLayoutGrid,
  IconListNumbers,
  IconPlayerRecord,
  IconScreenShare,
  IconScreenShareOff,
  IconSettings,
  IconUserScreen,
  IconVolume,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { useNarrow } from '../live/use-narrow.js';
import { LAYOUTS, type Layout } from '../live/tiles.js';
import { useSlidesItem } from '../slides/use-slides-item.js';
import type { DeviceKind } from '../media/devices.js';
import type { StageMedia } from '../media/stage-media.js';
import type { StageRules } from '../stage-rules.js';
import { captionsWords } from '../../captions/captions.words.js';
import { recordingWords } from '../recording/recording.words.js';
import { stageWords } from '../stage.words.js';
import { DeviceFields } from './device-fields.js';
import css from './stage.module.css';

interface MoreMenuProps {
  media: StageMedia;
  window: RoomWindow;
  me: OwnAccount;
  rules: StageRules;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  talkKey: boolean;
  onTalkKey: (on: boolean) => void;
  /** Where a screen, or another one, may be shown from here. */
  onShare: (() => void) | undefined;
  onOrder: (() => void) | undefined;
  /** Where one may ask for a recording, and there is none. */
  onRecord: (() => void) | undefined;
  onCaptions: () => void;
}
const icon = { size: 18, stroke: 1.6 };
const LAYOUT_ICON = {
  grid: <IconLayoutGrid {...icon} />,
  speaker: <IconUserScreen {...icon} />,
  screen: <IconLayoutBoard {...icon} />,
};

/** What is needed less often: devices, layout, sound only, the key for talking. */
export function MoreMenu(props: MoreMenuProps) {
  const { media, rules, layout, onLayout, talkKey, onTalkKey, onShare, onOrder, onRecord, onCaptions } = props;
  const t = useT(stageWords);
  const recording = useT(recordingWords);
  const captions = useT(captionsWords);
  const { soundOnly } = useStore(media.screen);
  const { screens } = useStore(media.outgoing.own);
  const narrow = useNarrow();
  const slides = useSlidesItem(props);
  const [choosing, setChoosing] = useState(false);
  const choose = (kind: DeviceKind, id: string) => {
    media.parts.devices.choose(kind, id);
    if (kind === 'speaker') media.parts.voices.playThrough(id);
    else void media.outgoing.switchTo(kind);
  };
  const items: (MenuItem | null)[] = [
    ...LAYOUTS.map((name): MenuItem => ({
      id: name,
      label: t(`layout.${name}`),
      chosen: name === layout,
      icon: LAYOUT_ICON[name],
      onSelect: () => onLayout(name),
    })),
    null,
    {
      id: 'sound',
      label: t(soundOnly ? 'bar.withPictures' : 'bar.soundOnly'),
      icon: <IconVolume {...icon} />,
      onSelect: () => media.setSoundOnly(!soundOnly),
    },
    { id: 'captions', label: captions('title'), icon: <IconBadgeCc {...icon} />, onSelect: onCaptions },
  ];
  if (onOrder)
    items.unshift(
      { id: 'order', label: t('order.queue'), icon: <IconListNumbers {...icon} />, onSelect: onOrder },
      null,
    );
  if (onRecord)
    items.push({
      id: 'record',
      label: recording('record'),
      icon: <IconPlayerRecord {...icon} />,
      onSelect: onRecord,
    });
  if (onShare)
    items.push({
      id: 'share',
      label: t(screens.length > 0 ? 'bar.shareAnother' : 'bar.share'),
      icon: <IconScreenShare {...icon} />,
      onSelect: onShare,
    });
  for (const { key } of narrow ? screens : [])
    items.push({
      id: key,
      label: t('bar.unshare'),
      icon: <IconScreenShareOff {...icon} />,
      onSelect: () => void media.outgoing.stopScreen(key),
    });
  items.push(...slides.items);
  // Where there is one pane there is hardly a space bar.
  if (rules.speak && !narrow)
    items.push({
      id: 'talk-key',
      label: t(talkKey ? 'bar.talkKeyOff' : 'bar.talkKey'),
      icon: <IconKeyboard {...icon} />,
      onSelect: () => {
        onTalkKey(!talkKey);
        // From now on one is heard while the key is held.
        if (!talkKey) void media.outgoing.setMicrophone(false);
      },
    });
  items.push({
    id: 'devices',
    label: t('bar.devices'),
    icon: <IconSettings {...icon} />,
    onSelect: () => setChoosing(true),
  });
  return (
    <>
      <Menu
        side="top-end"
        trigger={
          <IconButton className={css.control} label={t('bar.more')} icon={<IconDots size={22} stroke={1.6} />} />
        }
        items={items}
      />
      <Dialog open={choosing} onClose={() => setChoosing(false)} title={t('bar.devices')}>
        <DeviceFields
          devices={media.parts.devices}
          kinds={rules.speak ? ['microphone', 'camera', 'speaker'] : ['speaker']}
          onChoose={choose}
        />
      </Dialog>
      {slides.dialog}
    </>
  );
}
