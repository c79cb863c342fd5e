import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { classes } from './classes.js';
import { BareIconButton } from './bare-icon-button.js';
import css from './dialog.module.css';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons; the one that does it last. */
  actions?: ReactNode;
  wide?: boolean;
  /** A control inside carries `data-autofocus` and gets the focus; otherwise the title does. */
  focusInside?: boolean;
}

/** Centred on a wide screen, a sheet from below on a phone. Esc and a press outside close it. */
export function Dialog({ open, onClose, title, children, actions, wide, focusInside }: DialogProps) {
  const t = useT(commonWords);
  return (
    <Modal.Root
      unstyled
      opened={open}
      onClose={onClose}
      transitionProps={{ transition: 'fade', duration: 160 }}
      classNames={{
        inner: css.inner,
        overlay: css.overlay,
        content: classes(css.content, wide && css.wide),
        header: css.header,
        title: css.title,
        body: css.body,
      }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title tabIndex={-1} data-autofocus={focusInside ? undefined : true}>
            {title}
          </Modal.Title>
          <BareIconButton label={t('close')} icon={<IconX size={20} />} onClick={onClose} />
        </Modal.Header>
        <Modal.Body>
          {children}
          {actions ? <div className={css.actions}>{actions}</div> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
