export type AdminTab = 'people' | 'community';

/** `?tab=community` opens the settings of the community. */
export const adminSearch = (search: Record<string, unknown>): { tab?: AdminTab } =>
  search.tab === 'community' ? { tab: 'community' } : {};
