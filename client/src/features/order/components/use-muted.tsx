import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { PersonCard } from '@contract/words.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { decisionsQuery, reportKeys } from '../api/reports.js';
import { useStaffNews } from '../live/use-staff-news.js';
import { orderWords } from '../order.words.js';

const MuteDialog = lazy(async () => ({ default: (await import('../components/mute-dialog.js')).MuteDialog }));

/** Lets somebody write again. */
export function useUnmute(roomId: string): (person: PersonCard) => void {
  const t = useT(orderWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const unmute = async (personId: string) => {
    try {
      await live.ask('rooms:unmute', { roomId, personId });
      toast({ text: t('done.unmuted'), tone: 'good' });
      await queries.invalidateQueries({ queryKey: reportKeys.all(roomId) });
    } catch (failure) {
      fail(failure);
    }
  };
  return ({ id }) => void unmute(id);
}

/** Who is muted in a room, for its staff, and how that is changed; `dialog` asks for how long and why. */
export function useMuted(
  roomId: string,
  staff: boolean,
): {
  muted: ReadonlySet<string>;
  onMute: (person: PersonCard) => void;
  onUnmute: (person: PersonCard) => void;
  dialog: ReactNode;
} {
  const onUnmute = useUnmute(roomId);
  useStaffNews(roomId, staff);
  const found = useInfiniteQuery({ ...decisionsQuery(roomId), enabled: staff });
  const [asked, setAsked] = useState<PersonCard | null>(null);
  return {
    muted: new Set(found.data?.pages[0]?.muted.map(({ person }) => person.id)),
    onMute: setAsked,
    onUnmute,
    dialog: asked && (
      <Suspense fallback={null}>
        <MuteDialog roomId={roomId} person={asked} onClose={() => setAsked(null)} />
      </Suspense>
    ),
  };
}
