const TABS = ['people', 'rooms', 'community', 'brand', 'mail', 'system', 'audit'] as const;
export type AdminTab = (typeof TABS)[number];

/** `?tab=community` opens the settings of the community, `?tab=mail` how mail goes out … */
export const adminSearch = (search: Record<string, unknown>): { tab?: AdminTab } => {
  const tab = TABS.find((one) => one === search.tab);
  return tab === undefined || tab === 'people' ? {} : { tab };
};
