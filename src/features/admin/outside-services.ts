import { Injectable } from '@nestjs/common';
import type { OutsideServices } from '../../contract/admin.contract.js';
import { Config } from '../../platform/config/config.js';

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Every service outside of this machine that the settings name. Only the names that people know are told: of a mail server or a
 * bucket its domain, of databases nothing. Anybody may read it: it is what the privacy page speaks of.
 */
@Injectable()
export class OutsideServicesList {
  constructor(private readonly config: Config) {}

  list(): OutsideServices {
    const { linkPreviews, smtpUrl, bucket, oidc, redisUrl, meiliUrl, databaseUrl, databaseEmbedded, stage, ai } =
      this.config;
    return {
      services: [
        { service: 'mail', ...named(smtpUrl) },
        { service: 'sign-in', used: oidc.length > 0, names: oidc.map(({ name }) => name) },
        { service: 'links', used: linkPreviews, names: [] },
        { service: 'bucket', ...named(bucket?.url) },
        { service: 'database', used: !databaseEmbedded && isAway(databaseUrl), names: [] },
        { service: 'redis', used: isAway(redisUrl), names: [] },
        { service: 'search', used: isAway(meiliUrl), names: [] },
        { service: 'relay', ...hostsOf(stage.video ? [...stage.stunUrls, ...stage.turnUrls] : []) },
        { service: 'speech', ...named(ai?.speechModel === undefined ? undefined : ai.url) },
        { service: 'worker', ...named(stage.video && stage.workerBin === undefined ? stage.downloads : undefined) },
      ],
    };
  }
}

const named = (url: string | undefined): { used: boolean; names: string[] } => ({
  used: isAway(url),
  names: url !== undefined && isAway(url) ? [new URL(url).hostname] : [],
});

// `turn:host:port?transport=udp` is no address with an authority: the host stands right behind the kind.
function hostsOf(urls: readonly string[]): { used: boolean; names: string[] } {
  const hosts = urls.flatMap((url) => /^\w+:(\[[^\]]+\]|[^:?]+)/.exec(url)?.[1] ?? []);
  const names = [...new Set(hosts)].filter((host) => !HERE.test(host));
  return { used: names.length > 0, names };
}

/** On this very machine nothing leaves it. */
const isAway = (url: string | undefined): boolean => url !== undefined && !HERE.test(new URL(url).hostname);
