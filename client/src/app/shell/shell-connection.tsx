import { useEffect, useState } from 'react';
import { ConnectionBanner } from '../../components/ui/connection-banner.js';
import { useConnection, useLive } from '../../lib/streams/hooks.js';

/** Short hiccups are nobody's business; a longer one is said, and so is its end. */
const PATIENCE_MS = 1_500;
const GOOD_NEWS_MS = 3_000;

/** The connection in words, above every page of the shell. */
export function ShellConnection() {
  const state = useConnection();
  const { connection } = useLive();
  const [shown, setShown] = useState<'online' | 'connecting' | 'reconnecting' | 'offline' | 'restored' | 'outdated'>(
    'online',
  );
  useEffect(() => {
    if (state === 'outdated' || state === 'offline') return setShown(state);
    if (state === 'ended') return setShown('online');
    if (state !== 'online') {
      const timer = setTimeout(() => setShown(state), PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    setShown((before) => (before === 'online' || before === 'connecting' ? 'online' : 'restored'));
    const timer = setTimeout(() => setShown('online'), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return <ConnectionBanner state={shown} onRetry={connection.retryNow} onReload={() => window.location.reload()} />;
}
