import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { Button } from './button.js';
import { BareIconButton } from './bare-icon-button.js';
import { dismissToast, useToasts, type Toast } from './toasts.js';
import css from './toaster.module.css';

/** Long enough to read and to reach the button; it waits while somebody points at it or has focus in it. */
const SHOWN_MS = 8_000;

function ToastView({ toast }: { toast: Toast }) {
  const t = useT(commonWords);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  const undo = toast.undo;
  return (
    <li
      className={css.toast}
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{toast.text}</p>
      {undo ? (
        <Button
          variant="quiet"
          size="s"
          onClick={() => {
            dismissToast(toast.id);
            undo();
          }}
        >
          {t('undo')}
        </Button>
      ) : null}
      <BareIconButton size="s" label={t('close')} icon={<IconX size={18} />} onClick={() => dismissToast(toast.id)} />
    </li>
  );
}

/** Stands once in the app; toasts are raised with `toast()` from anywhere. */
export function Toaster() {
  const t = useT(commonWords);
  const toasts = useToasts();
  return (
    <section aria-label={t('notices')} aria-live="polite" className={css.place}>
      <ul role="list" style={{ display: 'contents' }}>
        {toasts.map((one) => (
          <ToastView key={one.id} toast={one} />
        ))}
      </ul>
    </section>
  );
}
