import { IconMoodSmile } from '@tabler/icons-react';
import { Menu } from '../../../components/ui/menu.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../media/stage-media.js';
import type { StageRules } from '../stage-rules.js';
import { stageWords } from '../stage.words.js';
import css from '../components/stage.module.css';

const REACTIONS = ['👏', '👍', '❤️', '😂', '😮', '🎉', '🤔'];
const ANSWERS = ['ready', 'slower', 'lost'] as const;
const GLYPH = { ready: '✅', slower: '🐢', lost: '❓' };

/** A hand clap without words; and where it is taught, how one keeps up, which the staff sees as numbers only. */
export function Reactions({ media, rules }: { media: StageMedia; rules: StageRules }) {
  const t = useT(stageWords);
  const live = useLive();
  const { fail } = useSentence();
  const { onStage } = media;
  const checkIn = ANSWERS.map((answer) => ({
    id: answer,
    label: t(`order.${answer}`),
    note: answer === 'ready' ? t('order.checkInHint') : undefined,
    icon: <span aria-hidden>{GLYPH[answer]}</span>,
    onSelect: () => void live.ask('stage:check-in', { ...onStage, answer }).catch(fail),
  }));
  return (
    <Menu
      side="top-start"
      trigger={
        <IconButton className={css.control} label={t('bar.react')} icon={<IconMoodSmile size={22} stroke={1.6} />} />
      }
      signs={REACTIONS.map((emoji) => ({
        id: emoji,
        label: emoji,
        onSelect: () => void live.ask('stage:react', { ...onStage, emoji }).catch(fail),
      }))}
      items={rules.checkIn ? [null, ...checkIn] : []}
    />
  );
}
