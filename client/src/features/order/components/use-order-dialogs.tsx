import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { MessageView } from '@contract/chat.contract.js';

const ReportDialog = lazy(async () => ({ default: (await import('./report-dialog.js')).ReportDialog }));
const JudgeDialog = lazy(async () => ({ default: (await import('./judge-dialog.js')).JudgeDialog }));

type Doing = { message: MessageView; what: 'report' | 'hide' | 'show' };

/** What is asked about a message before it is reported, hidden or shown again; fetched when somebody does. */
export function useOrderDialogs(roomId: string): {
  onReport: (message: MessageView) => void;
  onJudge: (message: MessageView, what: 'hide' | 'show') => void;
  dialogs: ReactNode;
} {
  const [doing, setDoing] = useState<Doing | null>(null);
  const asking = useMemo(
    () => ({
      onReport: (message: MessageView) => setDoing({ message, what: 'report' }),
      onJudge: (message: MessageView, what: 'hide' | 'show') => setDoing({ message, what }),
    }),
    [],
  );
  const close = () => setDoing(null);
  const dialogs = doing && (
    <Suspense fallback={null}>
      {doing.what === 'report' ? (
        <ReportDialog roomId={roomId} message={doing.message} onClose={close} />
      ) : (
        <JudgeDialog roomId={roomId} messageId={doing.message.id} what={doing.what} onClose={close} />
      )}
    </Suspense>
  );
  return { ...asking, dialogs };
}
