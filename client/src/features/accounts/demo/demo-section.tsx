import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../settings/section.module.css';
import { Section } from '../settings/section.js';
import { settingsWords } from '../settings.words.js';
import { DemoPeople } from './demo-people.js';
import { useLife } from './use-life.js';

export function DemoSection() {
  const t = useT(settingsWords);
  const [choosing, setChoosing] = useState(false);
  const life = useLife();
  return (
    <Section title={t('demo.title')} lead={t('demo.text')}>
      <div className={css.row}>
        <Button onClick={() => setChoosing(true)}>{t('demo.openAs')}</Button>
        <Button onClick={life}>{t('demo.life')}</Button>
      </div>
      <DemoPeople open={choosing} onClose={() => setChoosing(false)} />
    </Section>
  );
}
