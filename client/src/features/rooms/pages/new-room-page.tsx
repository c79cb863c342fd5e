import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import type { createRoomInput } from '@contract/rooms.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { KIND_HUE, KindGlyph } from '../../../components/ui/kind-glyph.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Select } from '../../../components/ui/select.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { TextField } from '../../../components/ui/text-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { createRoom } from '../api/create-room.js';
import { roomRightsQuery } from '../api/room-rights.js';
import { LISTED_KINDS } from '../rooms-search.js';
import { roomsWords } from '../rooms.words.js';
import css from './new-room-page.module.css';

type Kind = z.input<typeof createRoomInput>['kind'];
const VISIBILITIES = ['public', 'unlisted', 'private'] as const;

export function NewRoomPage() {
  const t = useT(roomsWords);
  usePageTitle(t('form.title'));
  const { sentence } = useSentence();
  const rights = useQuery(roomRightsQuery());
  if (rights.data?.length === 0) return <NothingToCreate />;
  return (
    <Page narrow>
      <PageHeader title={t('form.title')} lead={t('form.lead')} />
      {rights.isPending ? <Skeleton lines={8} /> : null}
      {rights.isError ? (
        <ErrorState text={sentence(rights.error)} onRetry={() => void rights.refetch()} retrying={rights.isFetching} />
      ) : null}
      {rights.data ? <NewRoomForm allowed={rights.data} /> : null}
    </Page>
  );
}

/** A guest needs an account first; on some hubs rooms are created by few. */
function NothingToCreate() {
  const t = useT(roomsWords);
  const guest = useMe()?.kind === 'guest';
  const action = guest ? (
    <ButtonLink to="/settings" variant="primary">
      {t('form.guestAction')}
    </ButtonLink>
  ) : (
    <ButtonLink to="/rooms" search={{ scope: 'public' }} variant="primary">
      {t('list.seePublic')}
    </ButtonLink>
  );
  return (
    <Page narrow>
      <NoPermission
        level={1}
        title={t(guest ? 'form.guestTitle' : 'form.noneTitle')}
        text={t(guest ? 'form.guestText' : 'form.noneText')}
        actions={action}
      />
    </Page>
  );
}

function NewRoomForm({ allowed }: { allowed: readonly Kind[] }) {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  const here = useLanguage();
  const mentor = useMe()?.mentor === 'granted';
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { sentence } = useSentence();
  const [kind, setKind] = useState<Kind>(allowed.includes('study-group') ? 'study-group' : (allowed[0] ?? 'cohort'));
  const [title, setTitle] = useState('');
  const [about, setAbout] = useState('');
  const [language, setLanguage] = useState(here);
  const [visibility, setVisibility] = useState<(typeof VISIBILITIES)[number]>('public');
  const [capacity, setCapacity] = useState('100');
  const seats = Number(capacity);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({
      title: title.trim().length >= 3 ? undefined : t('form.missingTitle'),
      capacity: Number.isInteger(seats) && seats >= 2 && seats <= 10_000 ? undefined : t('form.badCapacity'),
    }),
    async () => {
      const { room } = await createRoom(queries, { kind, title, about, language, visibility, capacity: seats });
      await navigate({ to: '/rooms/$roomId', params: { roomId: room.id }, replace: true });
    },
    sentence,
  );
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <fieldset className={css.kinds}>
        <legend>{t('form.kind')}</legend>
        {LISTED_KINDS.filter((one) => allowed.includes(one)).map((one) => (
          <label key={one} className={css.kind} data-hue={KIND_HUE[one]}>
            <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
            <KindGlyph kind={one} silent />
            <span>
              <strong>{common(`kinds.${one}`)}</strong>
              <span className={css.quiet}>{t(`form.kinds.${one}`)}</span>
            </span>
          </label>
        ))}
        {allowed.length === LISTED_KINDS.length || mentor ? null : <p className={css.quiet}>{t('form.onlyThese')}</p>}
      </fieldset>
      <TextField
        label={t('form.name')}
        hint={t('form.nameHint')}
        error={problems.title}
        name="title"
        autoComplete="off"
        maxLength={80}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextArea
        label={t('form.about')}
        hint={t('form.aboutHint')}
        error={problems.about}
        name="about"
        optional
        rows={3}
        maxLength={500}
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
      />
      <Select
        label={t('form.visibility')}
        options={VISIBILITIES.map((value) => ({ value, label: t(`form.visibilities.${value}`) }))}
        value={visibility}
        onChange={setVisibility}
      />
      <div className={css.pair}>
        <Select
          label={t('form.language')}
          options={(['es', 'en'] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
          value={language}
          onChange={setLanguage}
        />
        <TextField
          label={t('form.capacity')}
          hint={t('form.capacityHint')}
          error={problems.capacity}
          name="capacity"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          value={capacity}
          onChange={(event) => setCapacity(event.currentTarget.value.trim())}
        />
      </div>
      <FailureNote failure={failure} />
      <div className={css.actions}>
        <Button type="submit" variant="primary" size="l" busy={busy}>
          {t('form.submit')}
        </Button>
        <ButtonLink to="/rooms" variant="quiet" size="l">
          {common('cancel')}
        </ButtonLink>
      </div>
    </form>
  );
}
