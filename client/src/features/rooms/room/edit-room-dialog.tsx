import { useState } from 'react';
import type { RoomView } from '@contract/rooms.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Select } from '../../../components/ui/select.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { roomsWords } from '../rooms.words.js';
import { roomWords } from './room.words.js';
import css from './invite-dialog.module.css';

const VISIBILITIES = ['public', 'unlisted', 'private'] as const;
const LANGUAGES = ['es', 'en'] as const;

/** All that can be changed of a room in one form. */
export function EditRoomDialog({ room, onClose }: { room: RoomView; onClose: () => void }) {
  const t = useT(roomWords);
  const rooms = useT(roomsWords);
  const live = useLive();
  const { sentence } = useSentence();
  const [title, setTitle] = useState(room.title ?? '');
  const [about, setAbout] = useState(room.about);
  const [language, setLanguage] = useState(room.language);
  const [visibility, setVisibility] = useState(room.visibility);
  const [capacity, setCapacity] = useState(String(room.capacity));
  const { busy, failure, run } = useErrand();
  const seats = Number(capacity);
  const titleWrong = title.trim().length < 3 ? rooms('form.missingTitle') : undefined;
  const seatsWrong = Number.isInteger(seats) && seats >= 2 && seats <= 10_000 ? undefined : rooms('form.badCapacity');

  const save = () =>
    run(async () => {
      await live.ask('rooms:edit', {
        roomId: room.id,
        title: title.trim(),
        about: about.trim(),
        language,
        visibility,
        capacity: seats,
      });
      toast({ text: t('edited'), tone: 'good' });
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('edit')}
      actions={
        <Button
          variant="primary"
          busy={busy}
          disabled={titleWrong !== undefined || seatsWrong !== undefined}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      }
    >
      <div className={css.body}>
        <TextField
          label={rooms('form.name')}
          value={title}
          maxLength={80}
          error={titleWrong}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextArea
          label={rooms('form.about')}
          value={about}
          maxLength={500}
          rows={3}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <Select
          label={rooms('form.language')}
          options={LANGUAGES.map((value) => ({ value, label: rooms(`languages.${value}`) }))}
          value={language}
          onChange={setLanguage}
        />
        <Select
          label={rooms('form.visibility')}
          options={VISIBILITIES.map((value) => ({ value, label: rooms(`form.visibilities.${value}`) }))}
          value={visibility}
          onChange={setVisibility}
        />
        <TextField
          label={rooms('form.capacity')}
          hint={rooms('form.capacityHint')}
          value={capacity}
          inputMode="numeric"
          error={seatsWrong}
          onChange={(event) => setCapacity(event.currentTarget.value)}
        />
        {failure ? <p role="alert">{sentence(failure)}</p> : null}
      </div>
    </Dialog>
  );
}
