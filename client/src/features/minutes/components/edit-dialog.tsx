import { useQueryClient } from '@tanstack/react-query';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { MinutesView } from '@contract/minutes.contract.js';
import { LINE_MAX, OWN_LINES_MAX, SUMMARY_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Select } from '../../../components/ui/select.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { minutesQuery } from '../api/minutes.js';
import { draftOf, editOf, type Draft } from '../live/draft.js';
import { minutesWords } from '../minutes.words.js';
import css from './minutes.module.css';

/** The host's hand: a summary, lines left out or worded anew, lines of one's own. */
export function EditDialog({ roomId, view, onClose }: { roomId: string; view: MinutesView; onClose: () => void }) {
  const t = useT(minutesWords);
  const live = useLive();
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [draft, setDraft] = useState(() => draftOf(view));
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const meetingId = view.meeting.id;
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ own: draft.own.some(({ text }) => text.trim() === '') ? t('form.empty') : undefined }),
    async () => {
      try {
        await live.ask('minutes:edit', { roomId, meetingId, revision: view.revision, ...editOf(draft) });
        toast({ text: t('form.saved') });
        onClose();
      } finally {
        await queries.invalidateQueries(minutesQuery(roomId, meetingId));
      }
    },
    sentence,
  );
  return (
    <Dialog open onClose={onClose} title={t('form.title')} wide>
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        <TextArea
          label={t('form.summary')}
          hint={t('form.summaryHint')}
          rows={4}
          maxLength={SUMMARY_MAX}
          value={draft.summary}
          onChange={(event) => put({ summary: event.currentTarget.value })}
        />
        {draft.lines.length > 0 ? (
          <fieldset>
            <legend>{t('form.lines')}</legend>
            <p className={css.quiet}>{t('form.linesHint')}</p>
            {draft.lines.map((line) => {
              const set = (change: Partial<typeof line>) =>
                put({ lines: draft.lines.map((one) => (one === line ? { ...one, ...change } : one)) });
              return (
                <div key={line.messageId} className={css.line}>
                  <Checkbox
                    label={line.said || t('shared')}
                    hint={`${line.name} · ${t('form.show')}`}
                    checked={line.shown}
                    onChange={(event) => set({ shown: event.currentTarget.checked })}
                  />
                  {line.shown ? (
                    <TextField
                      label={t('form.words')}
                      optional
                      maxLength={LINE_MAX}
                      value={line.words}
                      onChange={(event) => set({ words: event.currentTarget.value })}
                    />
                  ) : null}
                </div>
              );
            })}
          </fieldset>
        ) : null}
        <OwnLines draft={draft} problem={problems.own} onChange={(own) => put({ own })} />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" busy={busy}>
          {t('form.save')}
        </Button>
      </form>
    </Dialog>
  );
}

function OwnLines({
  draft,
  problem,
  onChange,
}: {
  draft: Draft;
  problem: string | undefined;
  onChange: (own: Draft['own']) => void;
}) {
  const t = useT(minutesWords);
  const { own } = draft;
  const set = (id: number, change: Partial<Draft['own'][number]>) =>
    onChange(own.map((line) => (line.id === id ? { ...line, ...change } : line)));
  const next = Math.max(-1, ...own.map(({ id }) => id)) + 1;
  return (
    <fieldset>
      <legend>{t('form.own')}</legend>
      {own.map(({ id, kind, text }, index) => (
        <div key={id} className={css.own}>
          <Select
            label={t('form.kind')}
            value={kind}
            onChange={(value) => set(id, { kind: value })}
            options={(['decision', 'open', 'note'] as const).map((value) => ({
              value,
              label: t(`form.kinds.${value}`),
            }))}
          />
          <TextField
            label={t('form.line', { n: index + 1 })}
            maxLength={LINE_MAX}
            value={text}
            error={text.trim() === '' ? problem : undefined}
            onChange={(event) => set(id, { text: event.currentTarget.value })}
          />
          <IconButton
            label={t('form.remove', { n: index + 1 })}
            icon={<IconX size={18} />}
            onClick={() => onChange(own.filter((line) => line.id !== id))}
          />
        </div>
      ))}
      {own.length < OWN_LINES_MAX ? (
        <Button
          variant="quiet"
          icon={<IconPlus size={18} />}
          onClick={() => onChange([...own, { id: next, kind: 'decision', text: '' }])}
        >
          {t('form.add')}
        </Button>
      ) : null}
    </fieldset>
  );
}
