import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconBookmarkOff, IconPaperclip } from '@tabler/icons-react';
import type { SavedMessage } from '@contract/keeping.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { MessageBody } from '../components/message-body.js';
import { savedListQuery } from './saved-messages.js';
import { nameOf } from '../../rooms/room-name.js';
import { savedWords } from './saved.words.js';
import { useSaved } from './use-saved.js';
import css from './saved-page.module.css';

/** What one has saved, the latest first; each leads to its place. */
export function SavedPage() {
  const t = useT(savedWords);
  usePageTitle(t('title'));
  const { sentence } = useSentence();
  const { data, isPending, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(savedListQuery());
  return (
    <Page narrow>
      <PageHeader title={t('title')} lead={t('lead')} />
      {isPending ? <Skeleton lines={8} /> : null}
      {error && !data ? (
        <ErrorState text={sentence(error)} onRetry={() => void refetch()} retrying={isFetching} />
      ) : null}
      {data?.length === 0 && !hasNextPage ? (
        <EmptyState
          title={t('emptyTitle')}
          text={t('emptyText')}
          actions={<ButtonLink to="/rooms">{t('toRooms')}</ButtonLink>}
        />
      ) : null}
      {data && data.length > 0 ? (
        <ul role="list" className={css.list}>
          {data.map((saved) => (
            <SavedRow key={saved.id} saved={saved} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </Page>
  );
}

const NOBODY: ReadonlyMap<string, string> = new Map();

function SavedRow({ saved: { room, message } }: { saved: SavedMessage }) {
  const t = useT(savedWords);
  const { fail } = useSentence();
  const { save } = useSaved();
  const me = useMe();
  const where = nameOf(room);
  const names = me && message.mentions.includes(me.id) ? new Map([[me.id, me.name]]) : NOBODY;
  const giveBack = () => {
    const about = { roomId: room.id, messageId: message.id };
    save(about, false).then(
      () => toast({ text: t('givenBack'), undo: () => void save(about, true).catch(fail) }),
      fail,
    );
  };
  return (
    <li className={css.row}>
      <Face person={message.author} size={36} />
      <div className={css.content}>
        <p className={css.head}>
          <strong>{message.author.name}</strong>
          <span className={css.quiet}>{t('in', { room: where })}</span>
          <span className={css.quiet}>
            <Time at={message.postedAt} />
          </span>
        </p>
        {message.text ? <MessageBody message={message} names={names} me={me?.id ?? ''} /> : null}
        {message.attachments.map((file) => (
          <p key={file.id} className={css.quiet}>
            <IconPaperclip size={14} aria-hidden /> {file.name}
          </p>
        ))}
        <Link to="/rooms/$roomId" params={{ roomId: room.id }} search={{ message: message.seq }}>
          {t('goTo')}
        </Link>
      </div>
      <IconButton label={t('giveBack')} icon={<IconBookmarkOff size={20} stroke={1.6} />} onClick={giveBack} />
    </li>
  );
}
