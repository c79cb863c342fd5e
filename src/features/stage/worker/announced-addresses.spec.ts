import type { NetworkInterfaceInfo } from 'node:os';
import { announcedAddresses, listenInfosOf, reachOf } from './announced-addresses.js';

const at = (address: string, internal = false): NetworkInterfaceInfo => {
  const common = { address, netmask: '', mac: '', internal, cidr: null };
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' };
};
const LAPTOP = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  wlan0: [at('fe80::1'), at('2001:4860::7'), at('192.168.1.20'), at('169.254.3.4')],
};
const told = (given: Partial<Parameters<typeof announcedAddresses>[0]>, interfaces: typeof LAPTOP | object = LAPTOP) =>
  announcedAddresses({ host: '0.0.0.0', alone: false, set: [], ...given }, { ...interfaces }).map(
    ({ ip, announced }) => (announced === undefined ? ip : `${ip} as ${announced}`),
  );

describe('the addresses that browsers are told', () => {
  it('are this machine where nobody else can reach the hub', () => {
    expect(told({ host: '127.0.0.1', alone: true })).toEqual(['127.0.0.1']);
    expect(told({ host: 'localhost', alone: true })).toEqual(['127.0.0.1']);
    expect(told({ host: '::1', alone: true })).toEqual(['::1']);
  });

  it('are those of its networks elsewhere, also behind a proxy of the same machine, IPv4 first', () => {
    expect(told({})).toEqual(['192.168.1.20', '2001:4860::7']);
    expect(told({ host: '127.0.0.1' })).toEqual(['192.168.1.20', '2001:4860::7']);
    expect(told({ host: 'hub.example.org' })).toEqual(['192.168.1.20', '2001:4860::7']);
  });

  it('are the one that the hub listens on', () => {
    expect(told({ host: '192.168.1.20' })).toEqual(['192.168.1.20']);
  });

  it('are what a setting says: everything that comes to this machine is heard', () => {
    expect(told({ set: ['203.0.113.7', '2001:db8::7'] })).toEqual(['0.0.0.0 as 203.0.113.7', ':: as 2001:db8::7']);
    expect(told({ alone: true, set: ['203.0.113.7'] })).toEqual(['0.0.0.0 as 203.0.113.7']);
  });

  it('are this machine where there is no network at all, and at most eight', () => {
    expect(told({}, { lo: LAPTOP.lo })).toEqual(['127.0.0.1']);
    const bridges = Array.from({ length: 20 }, (_, index) => at(`172.17.${index}.1`));
    expect(told({}, { bridges })).toHaveLength(8);
  });

  it('reach as far as the farthest of them', () => {
    const reach = (...ips: string[]) => reachOf(ips.map((ip) => ({ ip, announced: undefined })));
    expect(reach('127.0.0.1')).toBe('machine');
    expect(reach('192.168.1.20', 'fd00::1')).toBe('network');
    expect(reach('192.168.1.20', '2001:4860::7')).toBe('internet');
    expect(reachOf([{ ip: '0.0.0.0', announced: '8.8.4.4' }])).toBe('internet');
  });
});

describe('what a worker listens on', () => {
  it('is one port by UDP and TCP, and an IPv6 socket leaves the IPv4 one alone', () => {
    const both = announcedAddresses({ host: '', alone: false, set: ['203.0.113.7', '2001:db8::7'] }, {});
    expect(listenInfosOf(both, 40_001)).toEqual([
      { protocol: 'udp', ip: '0.0.0.0', announcedAddress: '203.0.113.7', port: 40_001 },
      { protocol: 'udp', ip: '::', announcedAddress: '2001:db8::7', port: 40_001, flags: { ipv6Only: true } },
      { protocol: 'tcp', ip: '0.0.0.0', announcedAddress: '203.0.113.7', port: 40_001 },
      { protocol: 'tcp', ip: '::', announcedAddress: '2001:db8::7', port: 40_001, flags: { ipv6Only: true } },
    ]);
    expect(listenInfosOf([{ ip: '127.0.0.1', announced: undefined }], undefined)).toEqual([
      { protocol: 'udp', ip: '127.0.0.1' },
      { protocol: 'tcp', ip: '127.0.0.1' },
    ]);
  });
});
