import { Button } from '../../../components/ui/button.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../form.module.css';
import { askReset } from '../mailed-links/api.js';
import { Section } from '../settings/section.js';
import { identitiesWords } from './identities.words.js';

/** Whoever comes in with an account of elsewhere only: the mailed link makes the first password as it makes a new one. */
export function FirstPasswordSection({ email }: { email: string }) {
  const t = useT(identitiesWords);
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  async function send(): Promise<void> {
    if (await run(() => askReset(email))) toast({ text: t('first.sent'), tone: 'good' });
  }
  return (
    <Section title={t('first.title')} lead={t('first.text')}>
      <div className={css.actions}>
        <Button busy={busy} onClick={() => void send()}>
          {t('first.send')}
        </Button>
      </div>
    </Section>
  );
}
