import ipaddr from 'ipaddr.js';

/** Global unicast as far as it is given out. Whatever lies outside of it is ours, old, or somebody's tunnel. */
const GIVEN_OUT = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the public internet. Everything that leads to this machine, to its network, or into another
 * family of addresses (IPv6 that carries an IPv4, NAT64, 6to4, Teredo) is refused, also where what it carries were public.
 */
export function isPublic(address: string): boolean {
  // A zone (`fe80::1%eth0`) names a network of this machine.
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GIVEN_OUT);
}
