import { Link } from '@tanstack/react-router';
import { Mark } from '../features/rooms/round-table/mark.js';

/** The sign and the name; on every page outside the shell it leads to the front. */
export function Wordmark() {
  return (
    <Link to="/" className="first-wordmark">
      <Mark size={34} />
      <span translate="no">{'Tertulia'}</span>
    </Link>
  );
}
