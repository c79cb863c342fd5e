import { Link } from '@tanstack/react-router';
import { Mark } from '../features/rooms/round-table/mark.js';
import { hubLogo, hubName } from './hub-look.js';

/** The sign and the name; on every page outside the shell it leads to the front. */
export function Wordmark() {
  return (
    <Link to="/" className="first-wordmark">
      <HubMark size={34} />
      <span translate="no">{hubName()}</span>
    </Link>
  );
}

/** The logo of this hub, or the round table. */
export function HubMark({ size }: { size: number }) {
  const logo = hubLogo();
  return logo ? <img src={logo} alt="" width={size} height={size} /> : <Mark size={size} />;
}
