import { toast } from '../../../components/ui/toasts.js';
import { asApiError } from '../../../lib/api/api-error.js';
import { currentLanguage } from '../../../lib/i18n/i18n.js';
import type { Translate } from '../../../lib/i18n/use-t.js';
import type { StageNotice } from '../media/notices.js';
import type { words } from '../stage.es.js';

type T = Translate<typeof words>;

/** Says in a toast what has happened to one's own media without one's doing. */
export function raise(t: T, notice: StageNotice): void {
  toast({ text: sentenceFor(t, notice), tone: notice.kind === 'camera-back' ? 'good' : 'plain' });
}

function sentenceFor(t: T, notice: StageNotice): string {
  switch (notice.kind) {
    case 'muted':
      if (notice.source === 'screen') return t('notice.mutedScreen');
      return t(notice.source === 'camera' ? 'notice.mutedCamera' : 'notice.mutedMicrophone');
    case 'device':
      return t(`trouble.${notice.source}.${notice.trouble}`);
    case 'unplugged':
      if (notice.source === 'camera') return t(notice.replaced ? 'notice.cameraReplaced' : 'notice.cameraGone');
      return t(notice.replaced ? 'notice.microphoneReplaced' : 'notice.microphoneGone');
    case 'camera-held':
      return t('notice.cameraHeld');
    case 'camera-back':
      return t('notice.cameraBack');
    case 'removed':
      return t('notice.removed');
    case 'elsewhere':
      return t('notice.elsewhere');
    case 'refused':
      return asApiError(notice.failure).sentence(currentLanguage());
  }
}
