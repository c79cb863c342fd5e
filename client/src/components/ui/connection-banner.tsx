import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import type { Hue } from '../../lib/theme/hues.js';
import css from './connection-banner.module.css';

/** `online` shows nothing; `restored` is for the few seconds after a gap. */
export type ConnectionState = 'online' | 'connecting' | 'reconnecting' | 'offline' | 'restored' | 'outdated';

const HUE: Readonly<Record<Exclude<ConnectionState, 'online'>, Hue>> = {
  connecting: 'saffron',
  reconnecting: 'saffron',
  offline: 'terracotta',
  restored: 'olive',
  outdated: 'sea',
};

interface ConnectionBannerProps {
  state: ConnectionState;
  onRetry?: () => void;
  onReload?: () => void;
}

/** The state of the connection in words. The live region is always there, so that changes are read aloud. */
export function ConnectionBanner({ state, onRetry, onReload }: ConnectionBannerProps) {
  const t = useT(commonWords);
  return (
    <div role="status" className={css.quiet}>
      {state === 'online' ? null : (
        <div className={css.banner} data-hue={HUE[state]}>
          <span>{t(`connection.${state}`)}</span>
          {onRetry && (state === 'offline' || state === 'reconnecting') ? (
            <button type="button" onClick={onRetry}>
              {t('connection.retryNow')}
            </button>
          ) : null}
          {onReload && state === 'outdated' ? (
            <button type="button" onClick={onReload}>
              {t('reload')}
            </button>
          ) : null}
        </div>
      )}
    </div>
  );
}
