export type AdminTab = 'people' | 'community' | 'mail';

/** `?tab=community` opens the settings of the community, `?tab=mail` how mail goes out. */
export const adminSearch = (search: Record<string, unknown>): { tab?: AdminTab } =>
  search.tab === 'community' || search.tab === 'mail' ? { tab: search.tab } : {};
