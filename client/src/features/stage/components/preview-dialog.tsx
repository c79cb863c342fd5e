import { useEffect, useMemo, useState, type ComponentType } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { StageSignal } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Face } from '../../../components/ui/face.js';
import { Switch } from '../../../components/ui/switch.js';
import { isCode } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { whenOnline } from '../../../lib/when-online.js';
import { Devices, type Source } from '../media/devices.js';
import { Preview } from '../media/preview.js';
import { StageMedia } from '../media/stage-media.js';
import { Voices } from '../media/voices.js';
import { raise } from '../live/stage-notices.js';
import { DoorQuestion, isAnswered, NOT_YET } from '../recording/door-question.js';
import { answerOf } from '../recording/own-answer.js';
import { stageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import { DeviceFields } from './device-fields.js';
import { LevelBar } from './level-bar.js';
import { Picture } from './picture.js';
import { VideoLack } from './video-lack.js';
import { Stage, type StageProps } from './stage.js';
import css from './preview.module.css';

export interface Entered {
  readonly media: StageMedia;
  readonly Stage: ComponentType<StageProps>;
}
/** What one goes in for. */
export type Purpose = 'enter' | 'call' | 'answer';
const TITLE = { enter: 'preview.title', call: 'preview.callTitle', answer: 'preview.answerTitle' } as const;
export interface PreviewDialogProps {
  purpose: Purpose;
  window: RoomWindow;
  me: OwnAccount;
  onEnter: (entered: Entered) => void;
  onClose: () => void;
}

/** Before one is seen and heard: how one looks and sounds, and with what one goes in. */
export function PreviewDialog({ purpose, window, me, onEnter, onClose }: PreviewDialogProps) {
  const t = useT(stageWords);
  const live = useLive();
  const { room, role, stage } = window;
  const rules = stageRules(room, role, me);
  const signal = useSignals(`room:${room.id}`)['stage'] as StageSignal | undefined;
  const free = (locked: boolean) => rules.speak && (rules.passLocks || !locked);
  const [microphone, camera] = [free(stage.locks.microphones), free(stage.locks.cameras)];
  const may = useMemo(() => ({ microphone, camera }), [microphone, camera]);
  const [turn, setTurn] = useState(0);
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    const made = new Preview(new Devices(), may);
    setPreview(made);
    void made.open();
    return () => made.close();
  }, [turn, may]);
  const { busy, failure, run } = useErrand();
  const silent = stage.muteOnEntry && !rules.passLocks;
  const { recording } = window;
  const asked = recording !== null && rules.speak && answerOf(recording, me.id) === null ? recording : null;
  const [answer, setAnswer] = useState(NOT_YET);

  const enter = async () => {
    if (!preview) return;
    const { wants } = preview.screen.get();
    const { devices } = preview;
    const tracks = preview.give();
    const voices = new Voices();
    voices.playThrough(devices.choice.get().speaker);
    const media = new StageMedia({
      ...{ roomId: room.id, live, devices, voices },
      notify: (notice) => raise(t, notice),
      openSfu: async (options) => (await whenOnline(() => import('../media/sfu.js'))).openSfu(options),
    });
    media.outgoing.take('microphone', tracks.microphone, wants.microphone && !silent);
    media.outgoing.take('camera', tracks.camera, wants.camera);
    const join = async () => {
      const guest = me.kind === 'guest' ? { adult: answer.adult } : {};
      const said = asked && { roomId: room.id, recordingId: asked.id, consents: answer.consents === true, ...guest };
      if (said) await live.ask('recordings:answer', said).catch(unlessOver);
      await media.join();
    };
    if (await run(join)) onEnter({ media, Stage });
    // What was opened is closed again: the mirror begins anew.
    else setTurn(turn + 1);
  };

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t(TITLE[purpose])}
      actions={
        <Button
          variant="primary"
          busy={busy}
          disabled={!preview || (asked !== null && !isAnswered(me, answer))}
          onClick={() => void enter()}
        >
          {t(`preview.${purpose}`)}
        </Button>
      }
    >
      {asked ? <DoorQuestion me={me} answer={answer} onAnswer={setAnswer} /> : null}
      {rules.speak && preview ? (
        <Mirror preview={preview} may={may} me={me} silent={silent} />
      ) : (
        <p className={css.note}>{t('preview.listener')}</p>
      )}
      {signal && signal.video !== 'ready' ? <p className={css.note}>{t(signal.video)}</p> : null}
      {signal ? <VideoLack video={signal.video} me={me} /> : null}
      <FailureNote failure={failure} />
    </Dialog>
  );
}

/** It ended while one stood at the door: there is nothing to answer any more. */
function unlessOver(failure: unknown): void {
  if (!isCode(failure, 'recordings/not-going-on')) throw failure;
}

interface MirrorProps {
  preview: Preview;
  may: Readonly<Record<Source, boolean>>;
  me: OwnAccount;
  silent: boolean;
}

function Mirror({ preview, may, me, silent }: MirrorProps) {
  const t = useT(stageWords);
  const { tracks, trouble, wants } = useStore(preview.screen);
  const want = (source: Source) => (event: { currentTarget: HTMLInputElement }) =>
    void preview.want(source, event.currentTarget.checked);
  return (
    <div className={css.preview}>
      <div className={css.mirror} data-mirror-of={tracks.camera ? 'camera' : undefined}>
        {tracks.camera ? (
          <Picture track={tracks.camera} mirror />
        ) : (
          <>
            <Face person={me} size={96} />
            <span>
              {trouble.camera
                ? t(`trouble.camera.${trouble.camera}`)
                : t(wants.camera ? 'preview.opening' : 'preview.cameraOff')}
            </span>
          </>
        )}
      </div>
      <div className={css.choices}>
        <Switch
          label={t('preview.microphoneOn')}
          hint={!may.microphone ? t('preview.lockedMicrophones') : silent ? t('preview.muted') : undefined}
          checked={wants.microphone && may.microphone && !silent && !trouble.microphone}
          disabled={!may.microphone || silent}
          onChange={want('microphone')}
        />
        {trouble.microphone ? <p className={css.note}>{t(`trouble.microphone.${trouble.microphone}`)}</p> : null}
        {tracks.microphone ? (
          <div className={css.meter}>
            <LevelBar track={tracks.microphone} label={t('preview.level')} />
            <span>{t('preview.levelHint')}</span>
          </div>
        ) : null}
        <Switch
          label={t('preview.cameraOn')}
          hint={may.camera ? undefined : t('preview.lockedCameras')}
          checked={wants.camera && may.camera && !trouble.camera}
          disabled={!may.camera}
          onChange={want('camera')}
        />
        <DeviceFields
          devices={preview.devices}
          kinds={['microphone', 'camera', 'speaker']}
          onChoose={(kind, id) =>
            kind === 'speaker' ? preview.devices.choose(kind, id) : void preview.choose(kind, id)
          }
        />
      </div>
    </div>
  );
}
