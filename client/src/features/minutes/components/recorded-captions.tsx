import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.js';
import { Switch } from '../../../components/ui/switch.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { captionsWords } from '../../captions/captions.words.js';
import { CaptionLines } from '../../captions/components/caption-lines.js';
import { captionLook, MOST_LINES, setCaptionLook } from '../../captions/live/shown-lines.js';
import { recordedCaptionsQuery } from '../api/minutes.js';
import { linesAt, type RecordedMoment } from '../live/recorded-time.js';
import css from './replay.module.css';

interface CaptionsProps {
  roomId: string;
  meetingId: string;
  moment: RecordedMoment;
}

/** What was said as text at a moment of the recording, on and off as on the stage. */
export function RecordedCaptions({ roomId, meetingId, moment: { recording, ms } }: CaptionsProps) {
  const t = useT(captionsWords);
  const common = useT(commonWords);
  const { shown } = useStore(captionLook);
  const { data, error, refetch } = useQuery({
    ...recordedCaptionsQuery({ roomId, meetingId, recording }),
    enabled: shown,
  });
  const lines = linesAt(data ?? [], ms).slice(-MOST_LINES);
  return (
    <div className={css.captions}>
      {shown ? (
        <div className={css.lines}>
          <CaptionLines lines={lines.map((line) => ({ ...line, key: String(line.number) }))} />
        </div>
      ) : null}
      {shown ? <FailureNote failure={error} /> : null}
      {shown && error ? (
        <div>
          <Button size="s" onClick={() => void refetch()}>
            {common('retry')}
          </Button>
        </div>
      ) : null}
      <Switch
        label={t('show')}
        checked={shown}
        onChange={({ currentTarget }) => setCaptionLook({ shown: currentTarget.checked })}
      />
    </div>
  );
}
