import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Tabs, type Tab } from '../../../components/ui/tabs.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { roomCardQuery } from '../api/room-card.js';
import { BannedTab } from '../people/banned-tab.js';
import { InvitesTab } from '../people/invites-tab.js';
import { MembersTab } from '../people/members-tab.js';
import { PersonDialog } from '../people/person-dialog.js';
import { roomRules } from '../people/room-rules.js';
import { useRoomMoves } from '../people/use-room-moves.js';
import type { PeopleTab } from '../rooms-search.js';
import { cardName } from '../room-name.js';
import { roomsWords } from '../rooms.words.js';
import { useRoomId } from '../use-room-id.js';

export function RoomPeoplePage() {
  const t = useT(roomsWords);
  usePageTitle(t('people.title'));
  const me = useMe();
  const { sentence } = useSentence();
  const roomId = useRoomId('/shell/rooms/$roomId/people');
  const card = useQuery(roomCardQuery(roomId));
  if (isCode(card.error, 'not-found', 'not-allowed')) {
    return (
      <Page narrow>
        <NoPermission level={1} text={sentence(card.error)} />
      </Page>
    );
  }
  return (
    <Page narrow>
      {card.isError ? (
        <ErrorState
          level={1}
          text={sentence(card.error)}
          onRetry={() => void card.refetch()}
          retrying={card.isFetching}
        />
      ) : null}
      {card.data && me ? <People key={roomId} card={card.data} me={me} /> : null}
      {card.isPending ? <Skeleton lines={8} /> : null}
    </Page>
  );
}

function People({ card, me }: { card: RoomCard; me: OwnAccount }) {
  const t = useT(roomsWords);
  const navigate = useNavigate();
  const { tab = 'members' } = useSearch({ from: '/shell/rooms/$roomId/people', shouldThrow: false }) ?? {};
  const [leaving, setLeaving] = useState(false);
  const roomId = card.room.id;
  useRoomMoves(roomId);
  const rules = roomRules(card, me);
  const tabs: Tab<PeopleTab>[] = [
    { value: 'members', label: t('people.tabs.members'), content: <MembersTab card={card} me={me} /> },
  ];
  if (rules.invite)
    tabs.push({ value: 'invites', label: t('people.tabs.invites'), content: <InvitesTab card={card} /> });
  if (rules.seeBanned) {
    tabs.push({ value: 'banned', label: t('people.tabs.banned'), content: <BannedTab roomId={roomId} /> });
  }
  return (
    <>
      <PageHeader
        title={t('people.title')}
        above={
          <Link to="/rooms/$roomId" params={{ roomId }}>
            {cardName(card) || t('people.back')}
          </Link>
        }
        lead={t('card.members', { count: card.room.memberCount })}
        actions={rules.leave ? <Button onClick={() => setLeaving(true)}>{t('people.leave')}</Button> : null}
      />
      <Tabs
        label={t('people.tabs.label')}
        tabs={tabs}
        value={tabs.some(({ value }) => value === tab) ? tab : 'members'}
        onChange={(next) =>
          void navigate({
            to: '/rooms/$roomId/people',
            params: { roomId },
            search: next === 'members' ? {} : { tab: next },
            replace: true,
          })
        }
      />
      <PersonDialog asked={leaving ? { what: 'leave' } : null} roomId={roomId} onClose={() => setLeaving(false)} />
    </>
  );
}
