import type { DirectoryFilters } from './api/profiles.js';

const words = (value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.trim() ? value.slice(0, most) : undefined;
const code = (value: unknown, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined;
const yes = (value: unknown): 'yes' | undefined => (value === 'yes' ? 'yes' : undefined);

/** The filters live in the address: they can be shared, and "back" undoes them. */
export const directorySearch = (search: Record<string, unknown>): DirectoryFilters => ({
  q: words(search.q, 80),
  language: code(search.language, /^[a-z]{2,3}$/),
  country: code(search.country, /^[A-Z]{2}$/),
  skill: words(search.skill, 40),
  seeks: words(search.seeks, 40),
  offers: words(search.offers, 40),
  mentor: yes(search.mentor),
  near: yes(search.near),
  followed: yes(search.followed),
});
