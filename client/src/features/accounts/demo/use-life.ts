import { useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { makeLife } from '../api/demo.js';
import { settingsWords } from '../settings.words.js';

/** Que pase algo: in the room one is looking at, otherwise where the hub likes. */
export function useLife(): () => void {
  const t = useT(settingsWords);
  const { fail } = useSentence();
  const { roomId } = useParams({ strict: false });
  return useCallback(() => {
    makeLife(roomId ?? null).then(
      ({ title }) =>
        toast({ text: title ? t('demo.lifeStarted', { room: title }) : t('demo.lifeStartedDirect'), tone: 'good' }),
      fail,
    );
  }, [fail, roomId, t]);
}
