import { useQuery } from '@tanstack/react-query';
import { IconExternalLink, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { embedOf, type Embed } from '@contract/embeds.js';
import type { PreviewView } from '@contract/previews.contract.js';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { addressQuery } from '../../uploads/api/address.js';
import { chatWords } from '../chat.words.js';
import { safeAddress } from '../live/markdown.js';
import css from './link-previews.module.css';

interface LinkPreviewsProps {
  roomId: string;
  previews: readonly PreviewView[];
  tabIndex: 0 | -1;
  /** Undefined for whoever may not take them away. */
  onRemove: ((url: string) => void) | undefined;
}

/** What the links of a message lead to. The page asks no other site for it; a player opens by a click. */
export function LinkPreviews({ roomId, previews, tabIndex, onRemove }: LinkPreviewsProps) {
  return (
    <ul role="list" className={css.previews}>
      {previews.map((preview) => (
        <li key={preview.url}>
          <PreviewCard roomId={roomId} preview={preview} tabIndex={tabIndex} onRemove={onRemove} />
        </li>
      ))}
    </ul>
  );
}

interface PreviewCardProps extends Omit<LinkPreviewsProps, 'previews'> {
  preview: PreviewView;
}

function PreviewCard({ roomId, preview, tabIndex, onRemove }: PreviewCardProps) {
  const t = useT(chatWords);
  const { url, site, title, description, picture } = preview;
  const address = safeAddress(url);
  const embed = embedOf(url);
  const [open, setOpen] = useState(false);
  if (!address) return null;
  return (
    <div className={css.card}>
      <div className={css.row}>
        {picture ? <Picture roomId={roomId} picture={picture} /> : null}
        <div className={css.words}>
          <span className={css.site}>{site}</span>
          <a className={css.title} href={address} target="_blank" rel="noopener nofollow ugc" tabIndex={tabIndex}>
            {title}
          </a>
          {description ? <p className={css.about}>{description}</p> : null}
        </div>
        {onRemove ? (
          <IconButton
            size="s"
            label={t('previews.remove', { title })}
            icon={<IconX size={16} />}
            tabIndex={tabIndex}
            onClick={() => onRemove(url)}
          />
        ) : null}
      </div>
      {embed ? <Player embed={embed} title={title} open={open} onOpen={setOpen} tabIndex={tabIndex} /> : null}
    </div>
  );
}

/** Its place is free before it comes, so that nothing jumps. */
function Picture({ roomId, picture }: { roomId: string; picture: NonNullable<PreviewView['picture']> }) {
  const { data } = useQuery(addressQuery(roomId, picture.id));
  return (
    <span className={css.picture} aria-hidden>
      {data?.thumbnail ? <img src={data.thumbnail} alt="" loading="lazy" decoding="async" draggable={false} /> : null}
    </span>
  );
}

interface PlayerProps {
  embed: Embed;
  title: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  tabIndex: 0 | -1;
}

/** Nothing goes to the other site before somebody says so, and it is said which site that is. */
function Player({ embed, title, open, onOpen, tabIndex }: PlayerProps) {
  const t = useT(chatWords);
  const { host } = new URL(embed.player);
  if (!open)
    return (
      <div className={css.player}>
        <Button
          size="s"
          icon={<IconPlayerPlay size={16} aria-hidden />}
          tabIndex={tabIndex}
          onClick={() => onOpen(true)}
        >
          {t('previews.open')}
        </Button>
        <span className={css.note}>
          <IconExternalLink size={14} aria-hidden /> {t('previews.connects', { site: host })}
        </span>
      </div>
    );
  return (
    <div className={css.player}>
      <iframe
        className={css.frame}
        src={embed.player}
        title={t('previews.player', { title })}
        // It runs as its own site, which is never this one, and can neither lead this page elsewhere nor ask for anything
        // but the full screen.
        // oxlint-disable-next-line react/iframe-missing-sandbox
        sandbox="allow-scripts allow-same-origin allow-presentation"
        allow="fullscreen"
        // Players of videos refuse whoever does not say where they are shown; more than the origin is not said.
        referrerPolicy="strict-origin"
        loading="lazy"
      />
      <Button size="s" tabIndex={tabIndex} onClick={() => onOpen(false)}>
        {t('previews.close')}
      </Button>
    </div>
  );
}
