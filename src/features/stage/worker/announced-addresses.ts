import type { NetworkInterfaceInfo } from 'node:os';
import type { TransportListenInfo } from 'mediasoup/types';
import type { VideoReach } from '../../../contract/stage-admin.contract.js';
import { isPublic } from '../../../platform/outgoing/public-address.js';

/** Where a worker listens, and what browsers are told instead where that differs. */
export interface Announced {
  readonly ip: string;
  readonly announced: string | undefined;
}
type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

const MOST = 8;
const EVERYWHERE = { IPv4: '0.0.0.0', IPv6: '::' };
const LINK_LOCAL = /^(169\.254\.|fe[89ab])/i;

/**
 * The addresses of the media: what a setting says, loopback for a hub that nobody else can reach, the one address that the hub
 * listens on, otherwise those of this machine's networks, IPv4 first.
 */
export function announcedAddresses(
  { host, alone, set }: { host: string; alone: boolean; set: readonly string[] },
  interfaces: Interfaces,
): Announced[] {
  if (set.length > 0)
    return set.map((announced) => ({ ip: announced.includes(':') ? EVERYWHERE.IPv6 : EVERYWHERE.IPv4, announced }));
  const all = Object.values(interfaces).flatMap((one) => one ?? []);
  const own = all.find(({ address }) => address === host);
  if (own !== undefined && (alone || !own.internal)) return [{ ip: host, announced: undefined }];
  const near = all
    .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
    .toSorted((one, other) => one.family.localeCompare(other.family))
    .slice(0, MOST);
  const ips = alone || near.length === 0 ? ['127.0.0.1'] : near.map(({ address }) => address);
  return ips.map((ip) => ({ ip, announced: undefined }));
}

/** How far they reach: this machine, its network, or everywhere. */
export function reachOf(addresses: readonly Announced[]): VideoReach {
  const told = addresses.map(({ ip, announced }) => announced ?? ip);
  if (told.some(isPublic)) return 'internet';
  return told.every((address) => address === '::1' || address.startsWith('127.')) ? 'machine' : 'network';
}

/** For a worker's WebRtcServer: one port for everything, by UDP and TCP. Without a port the worker takes one that is free. */
export function listenInfosOf(addresses: readonly Announced[], port: number | undefined): TransportListenInfo[] {
  return (['udp', 'tcp'] as const).flatMap((protocol) =>
    addresses.map(({ ip, announced }) => ({
      protocol,
      ip,
      ...(announced !== undefined && { announcedAddress: announced }),
      ...(port !== undefined && { port }),
      // Otherwise an IPv6 socket takes the IPv4 port as well.
      ...(ip === EVERYWHERE.IPv6 && { flags: { ipv6Only: true } }),
    })),
  );
}
