import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Switch } from '../../../components/ui/switch.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import type { StageRules } from '../../stage/stage-rules.js';
import { captionsWords } from '../captions.words.js';
import type { Captioning, Way } from '../live/captioning.js';
import { deviceHears } from '../live/device-source.js';
import { captionLook, setCaptionLook } from '../live/shown-lines.js';
import { wayQuery } from '../live/way-query.js';
import css from '../../stage/order/order.module.css';

export interface CaptionsDialogProps {
  media: StageMedia;
  rules: StageRules;
  captioning: Captioning;
  typing: boolean;
  /** One is in a recording that goes on. */
  kept: boolean;
  onTyping: (typing: boolean) => void;
  onClose: () => void;
}

/** How one sees captions, whether one's voice has some and where its sound goes for that, and the pen. */
export function CaptionsDialog({ media, rules, captioning, typing, kept, onTyping, onClose }: CaptionsDialogProps) {
  const t = useT(captionsWords);
  const { shown, large, aloud } = useStore(captionLook);
  return (
    <Dialog open onClose={onClose} title={t('title')}>
      <section className={css.part} aria-label={t('forMe')}>
        <h3>{t('forMe')}</h3>
        <Switch
          label={t('show')}
          hint={t('showHint')}
          checked={shown}
          onChange={({ currentTarget }) => setCaptionLook({ shown: currentTarget.checked })}
        />
        <Switch
          label={t('large')}
          checked={large}
          onChange={({ currentTarget }) => setCaptionLook({ large: currentTarget.checked })}
        />
        <Switch
          label={t('aloud')}
          checked={aloud}
          onChange={({ currentTarget }) => setCaptionLook({ aloud: currentTarget.checked })}
        />
      </section>
      {rules.speak ? (
        <>
          <section className={css.part} aria-label={t('byHand')}>
            <h3>{t('byHand')}</h3>
            <Switch
              label={t('type')}
              hint={t('typeHint')}
              checked={typing}
              onChange={({ currentTarget }) => onTyping(currentTarget.checked)}
            />
          </section>
          <VoicePart {...{ media, captioning, onClose }} />
          <p className={css.text} role="status">
            {t(kept ? 'kept' : 'notKept')}
          </p>
        </>
      ) : (
        <p className={css.text}>{t('listener')}</p>
      )}
    </Dialog>
  );
}

function VoicePart({ media, captioning, onClose }: Pick<CaptionsDialogProps, 'media' | 'captioning' | 'onClose'>) {
  const t = useT(captionsWords);
  const live = useLive();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const { way } = useStore(captioning.state);
  const ways = useQuery(wayQuery(live, media.onStage));
  const device = useQuery({
    queryKey: ['captions', 'device', language],
    queryFn: () => deviceHears(language),
  }).data;
  const start = (next: Way) => {
    captioning.start(next, language);
    onClose();
  };
  const endpoint = ways.data?.endpoint;
  return (
    <section className={css.part} aria-label={t('voice')}>
      <h3>{t('voice')}</h3>
      {way ? (
        <div>
          <Button onClick={() => captioning.stop()}>{t('stop')}</Button>
        </div>
      ) : (
        <>
          <SegmentedControl
            label={t('language')}
            options={[
              { value: 'es', label: t('spanish') },
              { value: 'en', label: t('english') },
            ]}
            value={language}
            onChange={setLanguage}
          />
          {ways.isSuccess ? (
            <p className={css.text}>
              {endpoint ? t(endpoint.here ? 'here' : 'away', { host: endpoint.host }) : t('nowhere')}
            </p>
          ) : null}
          <FailureNote failure={ways.error} />
          {endpoint ? (
            <div>
              <Button variant="primary" onClick={() => start('endpoint')}>
                {t('startEndpoint')}
              </Button>
            </div>
          ) : null}
          {device === undefined ? null : (
            <p className={css.text}>
              {t(device === null ? 'noDevice' : device === 'available' ? 'device' : 'download')}
            </p>
          )}
          {device ? (
            <div>
              <Button onClick={() => start('device')}>{t('startDevice')}</Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}
