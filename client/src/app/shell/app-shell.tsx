import { HeadlessMantineProvider } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { RingPlace } from '../../features/calls/components/ring-place.js';
import { NameCardPlace } from '../../features/profiles/name-card/name-card-place.js';
import { mantineTheme } from '../../lib/theme/mantine-theme.js';
import { PendingPage } from '../pending-page.js';
import { Rail } from './rail.js';
import { ShellConnection } from './shell-connection.js';
import css from './app-shell.module.css';

/** Rail of places and the page. Pages divide their own space with `Panes`, or scroll whole inside `Page`. */
export function AppShell() {
  return (
    // Tooltip, Menu, Dialog and Tabs stand on it; landing and sign-in are outside the shell and stay light.
    <HeadlessMantineProvider theme={mantineTheme}>
      <RingPlace />
      <div className={css.shell}>
        <div className={css.page}>
          <ShellConnection />
          <Suspense fallback={<PendingPage />}>
            <Outlet />
          </Suspense>
        </div>
        <div className={css.rail}>
          <Rail />
        </div>
        <NameCardPlace />
      </div>
    </HeadlessMantineProvider>
  );
}
