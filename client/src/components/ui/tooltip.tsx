import { Tooltip as MantineTooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import css from './tooltip.module.css';

interface TooltipProps {
  label: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and mouse and focus handlers. */
  children: ReactElement;
}

/** Says more to whoever points or focuses; never the only place where something can be read. */
export function Tooltip({ label, side = 'bottom', children }: TooltipProps) {
  return (
    <MantineTooltip
      unstyled
      label={label}
      position={side}
      openDelay={450}
      offset={6}
      multiline
      events={{ hover: true, focus: true, touch: false }}
      transitionProps={{ duration: 120 }}
      classNames={{ tooltip: css.tooltip }}
    >
      {children}
    </MantineTooltip>
  );
}
