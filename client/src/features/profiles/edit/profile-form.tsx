import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { OwnProfile, ProfileField } from '@contract/profiles.contract.js';
import { MAX_SPOKEN, MAX_TAGS } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Select, type SelectOption } from '../../../components/ui/select.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { editAccount } from '../../accounts/api/edit-account.js';
import { editProfile } from '../api/profiles.js';
import { LocalTime } from '../components/local-time.js';
import { useNames } from '../components/names.js';
import { profilesWords } from '../profiles.words.js';
import { COUNTRIES, SPOKEN } from './codes.js';
import { isBlank, isLink, LinksField } from './links-field.js';
import { SeeField } from './see-field.js';
import { Chosen, TagField } from './tag-field.js';
import css from './edit.module.css';

export function ProfileForm({ me, profile }: { me: OwnAccount; profile: OwnProfile }) {
  const t = useT(profilesWords);
  const names = useNames();
  // Sorted once: there are hundreds, and every key that is typed draws the form anew.
  const countries = useMemo(() => optionsOf(COUNTRIES, names.country), [names]);
  const spoken = useMemo(() => optionsOf(SPOKEN, names.language), [names]);
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [own, setOwn] = useState(profile);
  const [about, setAbout] = useState(me.about);
  const put = (change: Partial<OwnProfile>) => setOwn((before) => ({ ...before, ...change }));
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ links: own.links.some((link) => !isBlank(link) && !isLink(link)) ? t('edit.badLink') : undefined }),
    async () => {
      if (about !== me.about) await editAccount({ about });
      const links = own.links.filter((link) => !isBlank(link));
      await editProfile(queries, { ...own, links });
      toast({ text: t('edit.saved'), tone: 'good' });
    },
    sentence,
  );
  const seen = (field: ProfileField) => ({
    field: t(`edit.${field}`),
    value: own.visibility[field],
    onChange: (value: OwnProfile['visibility'][ProfileField]) =>
      put({ visibility: { ...own.visibility, [field]: value } }),
  });
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <p className={css.quiet}>
        {t('edit.account')} <Link to="/settings">{t('edit.settings')}</Link>
        {me.ageBand === '18-plus' ? null : ` ${t('edit.minor')}`}
      </p>
      <SeeField {...seen('about')}>
        <TextArea
          label={t('edit.about')}
          hint={t('edit.aboutHint')}
          name="about"
          optional
          rows={3}
          maxLength={300}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
      </SeeField>
      {(['skills', 'seeks', 'offers'] as const).map((field) => (
        <SeeField key={field} {...seen(field)}>
          <TagField
            label={t(`edit.${field}`)}
            name={field}
            values={own[field]}
            most={MAX_TAGS}
            onChange={(values) => put({ [field]: values })}
          />
        </SeeField>
      ))}
      <SeeField {...seen('languages')}>
        <div className={css.tagField}>
          <Select
            label={t('edit.languages')}
            options={[
              { value: '', label: t('edit.addLanguage') },
              ...spoken.filter(({ value }) => !own.languages.includes(value)),
            ]}
            value=""
            disabled={own.languages.length >= MAX_SPOKEN}
            onChange={(value) => value && put({ languages: [...own.languages, value] })}
          />
          <Chosen values={own.languages} nameOf={names.language} onChange={(languages) => put({ languages })} />
        </div>
      </SeeField>
      <SeeField {...seen('country')}>
        <Select
          label={t('edit.country')}
          options={[{ value: '', label: t('edit.noCountry') }, ...countries]}
          value={own.country ?? ''}
          onChange={(value) => put({ country: value || null })}
        />
      </SeeField>
      <SeeField {...seen('timeZone')}>
        <div>
          <p>{t('edit.timeZone')}</p>
          <LocalTime zone={me.timeZone} className={css.quiet} />
        </div>
      </SeeField>
      <SeeField {...seen('links')}>
        <LinksField links={own.links} error={problems.links} onChange={(links) => put({ links })} />
      </SeeField>
      <Checkbox
        label={t('edit.listed')}
        checked={own.listed}
        onChange={(event) => put({ listed: event.currentTarget.checked })}
      />
      <FailureNote failure={failure} />
      <div className={css.actions}>
        <Button type="submit" variant="primary" busy={busy}>
          {t('edit.save')}
        </Button>
      </div>
    </form>
  );
}

const optionsOf = (codes: readonly string[], nameOf: (code: string) => string): SelectOption<string>[] =>
  codes
    .map((value) => ({ value, label: nameOf(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
