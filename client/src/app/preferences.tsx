import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useOptimistic, useTransition } from 'react';
import { SegmentedControl } from '../components/ui/segmented-control.js';
import { commonWords } from '../lib/i18n/common.words.js';
import { chooseLanguage } from '../lib/i18n/i18n.js';
import { useLanguage, useT } from '../lib/i18n/use-t.js';
import { LANGUAGES, type Language } from '../lib/i18n/words.js';
import { chooseTheme, useThemeChoice } from '../lib/theme/theme-choice.js';

/** The language of the interface on this device. */
export function LanguageSwitch() {
  const t = useT(commonWords);
  const language = useLanguage();
  // The words of a language may take a moment to arrive; the choice shows at once.
  const [shown, show] = useOptimistic(language);
  const [, start] = useTransition();
  const choose = (next: Language) =>
    start(async () => {
      show(next);
      await chooseLanguage(next);
    });
  const options = LANGUAGES.map((value) => ({ value, label: t(`language.${value}`), lang: value }));
  return <SegmentedControl label={t('language.label')} options={options} value={shown} onChange={choose} />;
}

/** Light, dark or as the system says. `words` writes the choices out. */
export function ThemeSwitch({ words }: { words?: boolean }) {
  const t = useT(commonWords);
  const options = [
    {
      value: 'auto' as const,
      label: t('theme.auto'),
      icon: <IconDeviceDesktop size={18} stroke={1.75} aria-hidden />,
    },
    { value: 'light' as const, label: t('theme.light'), icon: <IconSun size={18} stroke={1.75} aria-hidden /> },
    { value: 'dark' as const, label: t('theme.dark'), icon: <IconMoon size={18} stroke={1.75} aria-hidden /> },
  ];
  return (
    <SegmentedControl
      label={t('theme.label')}
      options={options}
      value={useThemeChoice()}
      onChange={chooseTheme}
      iconsOnly={!words}
    />
  );
}
