import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VideoCapacity, VideoKnock, VideoState } from '@contract/stage-admin.contract.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { formatNumber } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { testVideo, videoQuery } from '../api/video.js';
import css from '../pages/admin-page.module.css';
import { Readiness } from './video-readiness.js';
import { videoWords } from './video.words.js';

/** Whether people can see each other, what would help where they cannot, and where their browsers are sent. */
export function VideoCard() {
  const t = useT(videoWords);
  const { sentence } = useSentence();
  const video = useQuery(videoQuery());
  return (
    <section aria-labelledby="video" className={css.setting}>
      <h2 id="video">{t('title')}</h2>
      {video.isPending ? <Skeleton lines={4} /> : null}
      {video.isError && !video.data ? (
        <ErrorState text={sentence(video.error)} onRetry={() => void video.refetch()} retrying={video.isFetching} />
      ) : null}
      {video.data ? (
        <>
          <Readiness state={video.data} />
          {video.data.lack?.why === 'off' ? null : <Ways state={video.data} />}
          {video.data.video === 'ready' ? <Doors /> : null}
        </>
      ) : null}
    </section>
  );
}

function Ways({ state: { version, addresses, reach, ports, relays, capacity } }: { state: VideoState }) {
  const t = useT(videoWords);
  return (
    <dl className={css.facts}>
      <dt>{t('program')}</dt>
      <dd>{t('mediasoup', { version })}</dd>
      <dt>{t('addresses')}</dt>
      <dd>{addresses.join(', ')}</dd>
      <dt>{t('reach')}</dt>
      <dd>{t(`reaches.${reach}`)}</dd>
      <dt>{t('ports')}</dt>
      <dd>{ports ? t(ports.first === ports.last ? 'onePort' : 'somePorts', ports) : t('anyPort')}</dd>
      <dt>{t('relays')}</dt>
      <dd>
        {relays.length === 0
          ? t('noRelays')
          : relays.map(({ url, refused }) => (refused ? t('refused', { url }) : url)).join(', ')}
      </dd>
      <dt>{t('capacity')}</dt>
      <dd>{capacity ? <Capacity capacity={capacity} /> : t('unmeasured')}</dd>
    </dl>
  );
}

function Capacity({ capacity: { many, largest, tiles, packets } }: { capacity: VideoCapacity }) {
  const t = useT(videoWords);
  const language = useLanguage();
  const mbits = Math.max(many?.mbits ?? 0, largest.mbits);
  const most = largest.people;
  return (
    <>
      {many
        ? t(many.rooms === 1 ? 'bothOne' : 'both', { rooms: many.rooms, people: many.people, most, tiles })
        : t('largestOnly', { most, tiles })}
      <span className={css.quiet}>{t('takes', { mbits, packets: formatNumber(packets, language) })}</span>
    </>
  );
}

function Doors() {
  const t = useT(videoWords);
  const { busy, failure, run } = useErrand();
  const [knocks, setKnocks] = useState<readonly VideoKnock[] | null>(null);
  const test = (): Promise<boolean> => run(async () => setKnocks((await testVideo()).knocks));
  return (
    <div className={css.setting}>
      <p className={css.quiet}>{t('testing')}</p>
      <FailureNote failure={failure} />
      <div>
        <Button busy={busy} onClick={() => void test()}>
          {t('test')}
        </Button>
      </div>
      <div role="status">{knocks ? <Knocks knocks={knocks} /> : null}</div>
    </div>
  );
}

function Knocks({ knocks }: { knocks: readonly VideoKnock[] }) {
  const t = useT(videoWords);
  if (knocks.length === 0) return <p>{t('nothing')}</p>;
  return (
    <>
      <ul role="list" aria-label={t('results')} className={css.list}>
        {knocks.map(({ address, port, protocol, ms }) => {
          const where = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
          const named = { where, protocol: protocol.toUpperCase() };
          return (
            <li key={`${protocol} ${where}`} className={css.words}>
              {ms === null ? t('silent', named) : t('answered', { ...named, ms })}
            </li>
          );
        })}
      </ul>
      {knocks.some(({ ms }) => ms === null) ? <p className={css.quiet}>{t('fromInside')}</p> : null}
    </>
  );
}
