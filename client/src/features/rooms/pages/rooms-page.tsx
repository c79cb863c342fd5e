import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Chip } from '../../../components/ui/badge.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { KIND_HUE, KindGlyph } from '../../../components/ui/kind-glyph.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LANGUAGES } from '../../../lib/i18n/words.js';
import { MyRoomsList, PublicRoomsList } from '../list/room-lists.js';
import { LISTED_KINDS, type RoomsSearch } from '../rooms-search.js';
import { roomsWords } from '../rooms.words.js';
import css from './rooms-page.module.css';

const SCOPES = ['mine', 'public', 'archived'] as const;

export function RoomsPage() {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  usePageTitle(t('title'));
  const me = useMe();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/rooms', shouldThrow: false }) ?? {};
  const [typed, setTyped] = useState(search.q ?? '');
  const change = (changes: RoomsSearch) =>
    void navigate({ to: '/rooms', search: { ...search, q: typed || undefined, ...changes }, replace: true });
  const { scope = 'mine', kind, language } = search;
  const filters = { kind, language, q: useDeferredValue(typed.trim()) || undefined };
  const clear = () => {
    setTyped('');
    change({ kind: undefined, language: undefined, q: undefined });
  };
  return (
    <Page>
      <PageHeader
        title={t('title')}
        actions={
          me?.kind === 'guest' ? null : (
            <ButtonLink to="/rooms/new" variant="primary" icon={<IconPlus size={18} aria-hidden />}>
              {t('create')}
            </ButtonLink>
          )
        }
      />
      <div className={css.filters}>
        <SegmentedControl
          label={t('list.scope')}
          options={SCOPES.map((value) => ({ value, label: t(`list.${value}`) }))}
          value={scope}
          onChange={(next) => change({ scope: next === 'mine' ? undefined : next })}
        />
        <SearchField
          className={css.search}
          label={t('list.search')}
          value={typed}
          maxLength={80}
          onChange={setTyped}
          onBlur={() => change({})}
        />
        <div className={css.scroller}>
          <div role="group" aria-label={t('list.kind')} className={css.chips}>
            {LISTED_KINDS.map((value) => (
              <Chip
                key={value}
                hue={KIND_HUE[value]}
                icon={<KindGlyph kind={value} size={20} silent />}
                pressed={kind === value}
                onToggle={(pressed) => change({ kind: pressed ? value : undefined })}
              >
                {common(`kinds.${value}`)}
              </Chip>
            ))}
          </div>
          <div role="group" aria-label={t('list.language')} className={css.chips}>
            {LANGUAGES.map((value) => (
              <Chip
                key={value}
                pressed={language === value}
                onToggle={(pressed) => change({ language: pressed ? value : undefined })}
              >
                {t(`languages.${value}`)}
              </Chip>
            ))}
          </div>
        </div>
      </div>
      {scope === 'public' ? (
        <PublicRoomsList filters={filters} onClear={clear} />
      ) : (
        <MyRoomsList
          archived={scope === 'archived'}
          filters={filters}
          onClear={clear}
          onPublic={() => change({ scope: 'public' })}
        />
      )}
    </Page>
  );
}
