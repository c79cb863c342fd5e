import { useQuery } from '@tanstack/react-query';
import type { VideoState } from '@contract/stage-admin.contract.js';
import { Button } from '../../../components/ui/button.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { copyText } from '../../rooms/people/copy-text.js';
import { videoQuery } from '../api/video.js';
import css from '../pages/admin-page.module.css';
import { videoWords } from './video.words.js';

/** The same where video is missed: in a room. Nothing until it is known, and nothing where nothing is missing. */
export function VideoReadiness() {
  const { data } = useQuery(videoQuery());
  return data && data.video !== 'ready' ? <Readiness state={data} /> : null;
}

/** Whether there is video, and what would help where there is none, in one line to be copied. */
export function Readiness({ state: { video, doing, lack } }: { state: VideoState }) {
  const t = useT(videoWords);
  if (lack) {
    return (
      <div className={css.setting}>
        <p>{t(`lack.${lack.why}`)}</p>
        <CopyableLine line={lack.line} />
      </div>
    );
  }
  return (
    <div>
      <p>{t(video === 'ready' ? 'ready' : (doing?.step ?? 'preparing'))}</p>
      {doing && doing.progress !== null ? (
        <p className={css.quiet}>{t('progress', { percent: doing.progress })}</p>
      ) : null}
    </div>
  );
}

function CopyableLine({ line }: { line: string }) {
  const t = useT(videoWords);
  async function copy(): Promise<void> {
    const copied = await copyText(line);
    toast({ text: t(copied ? 'copied' : 'notCopied'), tone: copied ? 'good' : 'bad' });
  }
  return (
    <div className={css.line} role="group" aria-label={t('line')}>
      <code translate="no">{line}</code>
      <Button onClick={() => void copy()}>{t('copy')}</Button>
    </div>
  );
}
