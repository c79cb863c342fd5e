import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { IceServer } from '../../../contract/stage-media.contract.js';
import { isPublic } from '../../../platform/outgoing/public-address.js';

export interface Relay {
  readonly url: string;
  /** It stands in a private network and the hub does not: browsers could not reach it, and it could lead them inside. */
  readonly refused: boolean;
}
interface Given {
  readonly stunUrls: readonly string[];
  readonly turnUrls: readonly string[];
  readonly turnSecret: string | undefined;
}

/** What a relay was told of somebody is worth nothing afterwards; a device asks again when it comes or comes back. */
export const CREDENTIAL_MS = 10 * 60_000;
const INSIDE = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/i;

export function relaysOf(urls: readonly string[], hubIsPublic: boolean): Relay[] {
  return urls.map((url) => ({ url, refused: hubIsPublic && isInside(hostOf(url)) }));
}

/**
 * What a browser needs to find a way: for relays a name and a password that hold for ten minutes, made as coturn's
 * `use-auth-secret` checks them (the REST scheme): "expiry:account", and the base64 of its HMAC-SHA1 under the shared secret.
 */
export function iceServersOf(
  { stunUrls, turnUrls, turnSecret }: Given,
  to: { accountId: string; nowMs: number; hubIsPublic: boolean },
): IceServer[] {
  const urls = relaysOf(turnUrls, to.hubIsPublic).flatMap(({ url, refused }) => (refused ? [] : [url]));
  const stun = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  if (urls.length === 0 || turnSecret === undefined) return stun;
  const username = `${Math.floor((to.nowMs + CREDENTIAL_MS) / 1000)}:${to.accountId}`;
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
  return [...stun, { urls, username, credential }];
}

/** `turns:[2001:db8::1]:5349?transport=tcp` → `2001:db8::1` */
function hostOf(url: string): string {
  const [, bracketed, plain] = /^turns?:(?:\[([^\]]+)\]|([^:?]+))/.exec(url) ?? [];
  return bracketed ?? plain ?? '';
}

const isInside = (host: string): boolean => (ipaddr.isValid(host) ? !isPublic(host) : INSIDE.test(host));
