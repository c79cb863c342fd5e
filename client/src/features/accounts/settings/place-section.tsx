import type { OwnAccount } from '@contract/accounts.contract.js';
import { ThemeSwitch } from '../../../app/preferences.js';
import { Button } from '../../../components/ui/button.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Select } from '../../../components/ui/select.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LANGUAGES } from '../../../lib/i18n/words.js';
import { editAccount } from '../api/edit-account.js';
import { settingsWords } from '../settings.words.js';
import { Section } from './section.js';

const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Language and zone are the account's and take effect at once; the look is this device's. */
export function PlaceSection({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const common = useT(commonWords);
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', me.timeZone])].toSorted();

  async function change(changes: Parameters<typeof editAccount>[0]): Promise<void> {
    const before = { timeZone: me.timeZone };
    await editAccount(changes);
    // Another language is plain to see; `t` would still speak the former one.
    if (!changes.language) toast({ text: t('saved'), tone: 'good', undo: () => void editAccount(before) });
  }

  return (
    <>
      <Section title={t('place.title')}>
        <SegmentedControl
          label={t('place.language')}
          options={LANGUAGES.map((value) => ({ value, label: common(`language.${value}`), lang: value }))}
          value={me.language}
          onChange={(language) => void change({ language }).catch(fail)}
        />
        <Select
          label={t('place.zone')}
          hint={t('place.zoneHint')}
          options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          value={me.timeZone}
          onChange={(timeZone) => void change({ timeZone }).catch(fail)}
        />
        {me.timeZone === deviceZone() ? null : (
          <div>
            <Button size="s" busy={busy} onClick={() => void run(() => change({ timeZone: deviceZone() }))}>
              {t('place.here', { zone: deviceZone().replaceAll('_', ' ') })}
            </Button>
          </div>
        )}
      </Section>
      <Section title={t('look.title')}>
        <ThemeSwitch words />
      </Section>
    </>
  );
}
