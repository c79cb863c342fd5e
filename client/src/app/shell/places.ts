import { IconAddressBook, IconBell, IconHome, IconMessages, IconSettings, IconShield } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { RoomsIcon } from '../../features/rooms/round-table/rooms-icon.js';

export interface Place {
  to: '/home' | '/rooms' | '/messages' | '/people' | '/notices' | '/settings' | '/admin';
  words: 'home' | 'rooms' | 'messages' | 'people' | 'notices' | 'settings' | 'admin';
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  /** Settings and administration stand at the foot of the rail. */
  foot?: boolean;
}

const PLACES: readonly (Place & { mayEnter?: (me: OwnAccount | undefined) => boolean })[] = [
  { to: '/home', words: 'home', icon: IconHome },
  { to: '/rooms', words: 'rooms', icon: RoomsIcon },
  { to: '/messages', words: 'messages', icon: IconMessages },
  { to: '/people', words: 'people', icon: IconAddressBook, mayEnter: (me) => me?.kind !== 'guest' },
  { to: '/notices', words: 'notices', icon: IconBell },
  {
    to: '/admin',
    words: 'admin',
    icon: IconShield,
    foot: true,
    mayEnter: (me) => me?.role === 'admin' || me?.role === 'staff',
  },
  { to: '/settings', words: 'settings', icon: IconSettings, foot: true },
];

/** The places of the rail and of the bottom bar for this account. A new place is one line here. */
export const placesFor = (me: OwnAccount | undefined): readonly Place[] =>
  PLACES.filter(({ mayEnter }) => mayEnter?.(me) ?? true);
