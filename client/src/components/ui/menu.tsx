import { Menu as MantineMenu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.js';
import css from './menu.module.css';

export interface MenuItem {
  /** Stable within the menu. */
  id: string;
  label: string;
  note?: string;
  /** Of several it is the one that holds now. */
  chosen?: boolean;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** `null` draws a line between groups. */
  items: readonly (MenuItem | null)[];
  /** Single signs, side by side above the others. */
  signs?: readonly MenuItem[];
  side?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | 'right-end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, items, signs = [], side = 'bottom-end', open, onOpenChange }: MenuProps) {
  return (
    <MantineMenu
      unstyled
      withInitialFocusPlaceholder={false}
      opened={open}
      onChange={onOpenChange}
      position={side}
      offset={6}
      transitionProps={{ transition: 'fade', duration: 120 }}
      classNames={{ dropdown: css.dropdown, divider: css.divider, itemSection: css.icon }}
    >
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {signs.length > 0 ? (
          <div role="group" className={css.signs}>
            {signs.map(({ id, label, onSelect }) => (
              <MantineMenu.Item key={id} className={css.sign} onClick={onSelect}>
                {label}
              </MantineMenu.Item>
            ))}
          </div>
        ) : null}
        {items.map((item, place) =>
          item ? (
            <MantineMenu.Item
              key={item.id}
              className={classes(css.item, item.danger && css.danger)}
              disabled={item.disabled}
              leftSection={item.icon}
              rightSection={item.chosen ? <IconCheck size={18} stroke={2} aria-hidden /> : undefined}
              aria-current={item.chosen}
              onClick={item.onSelect}
            >
              {item.label}
              {item.note ? <span className={css.note}>{item.note}</span> : null}
            </MantineMenu.Item>
          ) : (
            <MantineMenu.Divider key={`line-${items[place - 1]?.id ?? 'top'}`} />
          ),
        )}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
