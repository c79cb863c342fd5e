import { useNow } from '../../../lib/i18n/clock.js';
import { formatClock } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { profilesWords } from '../profiles.words.js';

/** What the clock shows where somebody is. */
export function LocalTime({ zone, className }: { zone: string; className?: string }) {
  const t = useT(profilesWords);
  const language = useLanguage();
  const now = useNow();
  return (
    <span className={className} title={zone.replaceAll('_', ' ')}>
      {t('page.local', { clock: clockIn(zone, now, language) })}
    </span>
  );
}

/** A zone that this browser does not know shows its name instead. */
function clockIn(zone: string, now: number, language: 'es' | 'en'): string {
  try {
    return formatClock(new Date(now), { language, zone });
  } catch (failure) {
    if (failure instanceof RangeError) return zone;
    throw failure;
  }
}
