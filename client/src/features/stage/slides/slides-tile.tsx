import {
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconPin,
  IconPinnedOff,
  IconPresentationOff,
} from '@tabler/icons-react';
import { useRef } from 'react';
import type { Slides } from '@contract/stage.contract.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { Button } from '../../../components/ui/button.js';
import { classes } from '../../../components/ui/classes.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import tileCss from '../components/tile.module.css';
import type { StageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import { SlidePage } from './slide-page.js';
import css from './slides.module.css';
import { slidesWords } from './slides.words.js';
import { usePages } from './use-pages.js';
import { usePageTurns } from './use-page-turns.js';
import { useTurning } from './use-turning.js';

export interface SlidesTileProps {
  roomId: string;
  slides: Slides;
  me: string;
  rules: StageRules;
  /** Who shows them; null when they are not seen on the stage just now. */
  presenter: string | null;
  large: boolean;
  pinned: boolean;
  onPin: (pinned: boolean) => void;
}
const icon = { size: 18, stroke: 1.6 };

/** Slides among the tiles: a page, and how one goes through them. */
export function SlidesTile({ roomId, slides, me, rules, presenter, large, pinned, onPin }: SlidesTileProps) {
  const t = useT(slidesWords);
  const stage = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  const place = useRef<HTMLDivElement>(null);
  const { opened, again } = usePages(roomId, slides.fileId);
  const pages = opened.state === 'here' ? opened.pages : null;
  const count = pages?.count ?? slides.page;
  const turns = usePageTurns(roomId, slides, me, count);
  const { page, following, go } = turns;
  useTurning(place, large && pages !== null, (way) =>
    go({ previous: page - 1, next: page + 1, first: 1, last: count }[way]),
  );
  const mine = slides.presenterId === me;
  const stop = () => void live.ask('stage:show-slides', { roomId, fileId: null }).catch(fail);
  const name = presenter ?? t('somebody');
  const title = mine ? t('yours', { title: slides.title }) : t('shownBy', { name, title: slides.title });

  const items: (MenuItem | null)[] = [
    {
      id: 'pin',
      label: stage(pinned ? 'tile.unpin' : 'tile.pin'),
      icon: pinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />,
      onSelect: () => onPin(!pinned),
    },
  ];
  if (rules.lead && !mine && page !== turns.shared)
    items.push({
      id: 'for-all',
      label: t('forAll'),
      icon: <IconArrowForwardUp {...icon} />,
      onSelect: () => turns.turnForAll(page),
    });
  if (mine || rules.lead)
    items.push(null, { id: 'stop', label: t('stop'), icon: <IconPresentationOff {...icon} />, onSelect: stop });

  return (
    <article
      className={classes(tileCss.tile, css.tile)}
      data-tile="slides"
      data-source="slides"
      data-large={large || undefined}
      aria-label={title}
    >
      <div ref={place} className={css.page}>
        {pages ? <SlidePage pages={pages} page={page} /> : null}
        {opened.state === 'coming' ? (
          <p className={css.words} role="status">
            {opened.part > 0 ? t('part', { percent: Math.round(opened.part * 100) }) : t('coming')}
          </p>
        ) : null}
        {opened.state === 'failed' ? (
          <div className={css.words} role="alert">
            <p>{t(`trouble.${opened.trouble}`)}</p>
            {opened.trouble === 'away' ? <Button onClick={again}>{t('again')}</Button> : null}
          </div>
        ) : null}
      </div>
      {large && pages ? (
        <div className={css.bar} role="group" aria-label={t('controls')}>
          <IconButton
            label={t('previous')}
            icon={<IconChevronLeft size={22} stroke={1.6} />}
            disabled={page === 1}
            onClick={() => go(page - 1)}
          />
          <span className={css.number} aria-hidden>
            {t('short', { page, count })}
          </span>
          <IconButton
            label={t('next')}
            icon={<IconChevronRight size={22} stroke={1.6} />}
            disabled={page === count}
            onClick={() => go(page + 1)}
          />
          {mine || following ? null : (
            <Button size="s" variant="primary" onClick={turns.follow}>
              {t('follow')}
            </Button>
          )}
          {mine ? (
            <IconButton label={t('stop')} icon={<IconPresentationOff size={22} stroke={1.6} />} onClick={stop} />
          ) : null}
          <p className={css.note}>
            {pages.total > count
              ? t('tooMany', { total: pages.total, count })
              : mine || following || page === turns.shared
                ? title
                : t('onOwn', { page: turns.shared })}
          </p>
        </div>
      ) : (
        <span className={tileCss.foot} aria-hidden>
          <span className={tileCss.name}>{slides.title}</span>
        </span>
      )}
      <VisuallyHidden role="status">{pages ? t('page', { page, count }) : null}</VisuallyHidden>
      <span className={tileCss.options}>
        <Menu trigger={<BareIconButton size="s" label={t('options')} icon={<IconDots size={18} />} />} items={items} />
      </span>
    </article>
  );
}
