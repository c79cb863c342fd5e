import { HeadlessMantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { mantineTheme } from '../../lib/theme/mantine-theme.js';

/**
 * What Tooltip, IconButton, Menu, Dialog and Tabs stand on. The app shell brings it; a page outside the shell that
 * uses one of them wraps itself in it, so that landing and sign-in stay light.
 */
export function MantineGround({ children }: { children: ReactNode }) {
  return <HeadlessMantineProvider theme={mantineTheme}>{children}</HeadlessMantineProvider>;
}
