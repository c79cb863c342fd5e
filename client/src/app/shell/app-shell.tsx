import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { MantineGround } from '../../components/ui/mantine-ground.js';
import { PendingPage } from '../pending-page.js';
import { Rail } from './rail.js';
import { ShellConnection } from './shell-connection.js';
import css from './app-shell.module.css';

/** Rail of places and the page. Pages divide their own space with `Panes`, or scroll whole inside `Page`. */
export function AppShell() {
  return (
    <MantineGround>
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
      </div>
    </MantineGround>
  );
}
