import { Link } from '@tanstack/react-router';
import type { HubInfo } from '@contract/accounts.contract.js';
import { useT } from '../../lib/i18n/use-t.js';
import { accountsWords } from './accounts.words.js';
import css from './form.module.css';

/** On a hub that nobody runs yet, the way to run it. */
export function SetupOffer({ hub }: { hub: HubInfo | undefined }) {
  const t = useT(accountsWords);
  if (!hub?.needsAdmin) return null;
  return (
    <p className={css.offer}>
      {t('setup.offer')} <Link to="/setup">{t('setup.offerLink')}</Link>
    </p>
  );
}
