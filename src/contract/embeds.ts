/** A player of another site, opened in the page only by a click. */
export interface Embed {
  /** As people call the site. */
  readonly site: string;
  /** Address of the player. Its origin is one of `EMBED_ORIGINS`. */
  readonly player: string;
}

/** Hosts of PeerTube whose videos can be opened in the page: each is one more origin that the content policy allows frames of. */
const PEERTUBE = ['framatube.org', 'video.blender.org', 'tube.tchncs.de'] as const;
const YOUTUBE = 'https://www.youtube-nocookie.com';
const VIMEO = 'https://player.vimeo.com';

/** Everything that a frame of a page may ever come from. */
export const EMBED_ORIGINS: readonly string[] = [YOUTUBE, VIMEO, ...PEERTUBE.map((host) => `https://${host}`)];

/** The player of a video that an address leads to, or null. */
export function embedOf(address: string): Embed | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const host = hostname.replace(/^(www|m)\./, '');
  const [first = '', second = ''] = pathname.split('/').filter(Boolean);
  if (host === 'youtu.be') return youtube(first);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    if (first === 'watch') return youtube(searchParams.get('v') ?? '');
    return ['embed', 'shorts', 'live'].includes(first) ? youtube(second) : null;
  }
  if (host === 'vimeo.com' && /^\d{5,12}$/.test(first))
    return { site: 'Vimeo', player: `${VIMEO}/video/${first}?dnt=1` };
  const peertube = PEERTUBE.find((one) => one === host);
  const video = first === 'videos' ? (pathname.split('/')[3] ?? '') : first === 'w' ? second : '';
  if (peertube && /^[\w-]{20,40}$/.test(video))
    return { site: peertube, player: `https://${peertube}/videos/embed/${video}` };
  return null;
}

const youtube = (id: string): Embed | null =>
  /^[\w-]{11}$/.test(id) ? { site: 'YouTube', player: `${YOUTUBE}/embed/${id}` } : null;
