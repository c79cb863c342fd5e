import { LaidTable } from './laid-table.js';
import { PageState, type PageStateProps } from './page-state.js';

/** Nothing here yet: says what will be here and teaches the next step (`actions`). */
export function EmptyState(props: PageStateProps) {
  return <PageState art={<LaidTable />} {...props} />;
}
