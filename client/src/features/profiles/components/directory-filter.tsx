import type { DirectoryPage } from '@contract/profiles.contract.js';
import { Chip } from '../../../components/ui/badge.js';
import { Select } from '../../../components/ui/select.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { DirectoryFilters } from '../api/profiles.js';
import { profilesWords } from '../profiles.words.js';
import { useNames } from './names.js';
import css from './directory-filter.module.css';

type Facets = DirectoryPage['facets'];
interface DirectoryFilterProps {
  facets: Facets;
  chosen: DirectoryFilters;
  onChange: (changes: DirectoryFilters) => void;
}

const LISTS = [
  ['skill', 'skills'],
  ['offers', 'offers'],
  ['seeks', 'seeks'],
  ['language', 'languages'],
  ['country', 'countries'],
] as const;

/** What can be chosen next, each with how many of those found have it. What nobody has is not offered. */
export function DirectoryFilter({ facets, chosen, onChange }: DirectoryFilterProps) {
  const t = useT(profilesWords);
  const names = useNames();
  const nameOf = (which: (typeof LISTS)[number][0], value: string) =>
    which === 'language' ? names.language(value) : which === 'country' ? names.country(value) : value;
  const flags = [
    ['mentor', 'mentors'],
    ['near', 'near'],
    ['followed', 'followed'],
  ] as const;
  return (
    <div role="group" aria-label={t('directory.filters')} className={css.filters}>
      <div className={css.chips}>
        {flags.map(([name, counted]) =>
          facets[counted] > 0 || chosen[name] ? (
            <Chip
              key={name}
              pressed={chosen[name] === 'yes'}
              onToggle={(pressed) => onChange({ [name]: pressed ? 'yes' : undefined })}
            >
              {t(`directory.${counted}`, { count: facets[counted] })}
            </Chip>
          ) : null,
        )}
      </div>
      <div className={css.lists}>
        {LISTS.map(([name, counted]) => {
          const value = chosen[name] ?? '';
          const counts = facets[counted];
          if (counts.length === 0 && !value) return null;
          const known = counts.some((one) => one.value === value);
          const options = [...counts, ...(value && !known ? [{ value, count: 0 }] : [])];
          return (
            <Select
              key={name}
              label={t(`directory.${name}`)}
              options={[
                { value: '', label: t('directory.any') },
                ...options.map((one) => ({
                  value: one.value,
                  label: t('directory.option', { value: nameOf(name, one.value), count: one.count }),
                })),
              ]}
              value={value}
              onChange={(next) => onChange({ [name]: next || undefined })}
            />
          );
        })}
      </div>
    </div>
  );
}
