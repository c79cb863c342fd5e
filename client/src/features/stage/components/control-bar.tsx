import {
  IconDoorExit,
  IconHandStop,
  IconMessage,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { AskDialog } from '../recording/ask-dialog.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { Layout } from '../live/tiles.js';
import { useKnock } from '../live/use-knock.js';
import { useNarrow } from '../live/use-narrow.js';
import { useTalkKey } from '../live/use-talk-key.js';
import { canShareScreens } from '../media/devices.js';
import { handsOf } from '../media/people.js';
import type { StageMedia } from '../media/stage-media.js';
import { AskedDialog } from '../order/asked-dialog.js';
import { OrderButton } from '../order/order-button.js';
import { OrderDialog } from '../order/order-dialog.js';
import { Reactions } from '../order/reactions.js';
import type { StageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import { MoreMenu } from './more-menu.js';
import css from './stage.module.css';

export interface ControlBarProps {
  media: StageMedia;
  window: RoomWindow;
  rules: StageRules;
  me: OwnAccount;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  chat: boolean;
  onChat: () => void;
  onCaptions: () => void;
}
const icon = { size: 22, stroke: 1.6 };

/** What one does oneself on the stage, in reach of a thumb. */
export function ControlBar(props: ControlBarProps) {
  const { media, window, rules, me, layout, onLayout, chat, onChat, onCaptions } = props;
  const t = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  const { outgoing, onStage } = media;
  const own = useStore(outgoing.own);
  const people = useStore(media.people);
  const mine = people.find(({ person }) => person.id === me.id);
  const narrow = useNarrow();
  const [ordering, setOrdering] = useState(false);
  const openOrder = () => setOrdering(true);
  const [recording, setRecording] = useState(false);
  useKnock(handsOf(people).length, rules.lead);
  const [talkKey, setTalkKey] = useState(false);
  const talk = useCallback((on: boolean) => void outgoing.setMicrophone(on), [outgoing]);
  const talking = useTalkKey(talkKey, talk);
  const { locks } = window.stage;
  const free = (locked: boolean) => rules.passLocks || !locked;
  const hears = own.microphone === 'on';
  const sees = own.camera !== 'off';
  const [screen] = own.screens;
  const up = Boolean(mine?.hand);
  const shares = rules.speak && canShareScreens();
  // What is said in a breakout is not recorded.
  const mayRecord = rules.record && window.recording === null && window.breakouts.within === null;
  return (
    <div className={css.bar} role="toolbar" aria-label={t('bar.label')}>
      {rules.speak ? (
        <>
          <IconButton
            className={css.control}
            data-off={hears ? undefined : ''}
            disabled={!hears && !free(locks.microphones)}
            label={t(hears ? 'bar.mute' : 'bar.unmute')}
            icon={hears ? <IconMicrophone {...icon} /> : <IconMicrophoneOff {...icon} />}
            onClick={() => void outgoing.setMicrophone(!hears)}
          />
          <IconButton
            className={css.control}
            data-off={own.camera === 'on' ? undefined : ''}
            disabled={!sees && !free(locks.cameras)}
            label={t(sees ? 'bar.cameraOff' : 'bar.cameraOn')}
            icon={own.camera === 'on' ? <IconVideo {...icon} /> : <IconVideoOff {...icon} />}
            onClick={() => void outgoing.setCamera(!sees)}
          />
        </>
      ) : null}
      {shares && !narrow ? (
        <IconButton
          className={css.control}
          disabled={!screen && !free(locks.screens)}
          label={t(screen ? 'bar.unshare' : 'bar.share')}
          icon={screen ? <IconScreenShareOff {...icon} /> : <IconScreenShare {...icon} />}
          onClick={() => void (screen ? outgoing.stopScreen(screen.key) : outgoing.shareScreen())}
        />
      ) : null}
      {rules.raiseHand ? (
        <IconButton
          className={css.control}
          data-up={up || undefined}
          label={t(up ? 'bar.lower' : 'bar.raise')}
          icon={<IconHandStop {...icon} />}
          onClick={() => void live.ask('stage:raise-hand', { ...onStage, up: !up }).catch(fail)}
        />
      ) : null}
      <Reactions media={media} rules={rules} />
      {rules.raiseHand && !narrow ? <OrderButton media={media} onOpen={openOrder} /> : null}
      <IconButton
        className={css.control}
        label={t(chat ? 'bar.hideChat' : 'bar.showChat')}
        aria-expanded={chat}
        icon={<IconMessage {...icon} />}
        onClick={onChat}
      />
      <MoreMenu
        {...{ media, window, me, rules, layout, onLayout, talkKey, onTalkKey: setTalkKey, onCaptions }}
        onShare={shares && (narrow || screen) && free(locks.screens) ? () => void outgoing.shareScreen() : undefined}
        onOrder={rules.raiseHand && narrow ? openOrder : undefined}
        onRecord={mayRecord ? () => setRecording(true) : undefined}
      />
      <Button
        className={css.leave}
        variant="primary"
        hue="terracotta"
        icon={<IconDoorExit size={20} stroke={1.6} aria-hidden />}
        aria-label={t('bar.leave')}
        onClick={() => media.leave()}
      >
        <span className={css.leaveWord}>{t('bar.leaveShort')}</span>
      </Button>
      {ordering ? <OrderDialog {...{ media, window, rules, me }} onClose={() => setOrdering(false)} /> : null}
      {recording ? <AskDialog roomId={window.room.id} me={me} onClose={() => setRecording(false)} /> : null}
      <AskedDialog media={media} roomId={window.room.id} me={me} />
      <span role="status" className={css.talking}>
        {talking ? t('bar.talking') : null}
      </span>
    </div>
  );
}
