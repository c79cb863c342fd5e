import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MaterialView } from '@contract/materials.contract.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { toast } from '../../../components/ui/toasts.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { useDrop } from '../../uploads/use-drop.js';
import { useDownload } from '../../uploads/use-download.js';
import { materialRights } from '../live/material-rights.js';
import { useMaterials } from '../live/use-materials.js';
import { materialsWords } from '../materials.words.js';
import { AddMaterial, EditMaterial, RemoveMaterial } from './material-dialogs.js';
import { MaterialRow } from './material-row.js';
import css from './materials-panel.module.css';

const FileViewer = lazy(async () => ({
  default: (await import('../../uploads/components/file-viewer.js')).FileViewer,
}));

type Doing = { what: 'add'; file: File } | { what: 'open' | 'edit' | 'remove'; material: MaterialView };

/** What the room keeps at hand: open, add, put in order. */
export function MaterialsPanel({ window, me }: { window: RoomWindow; me: OwnAccount }) {
  const t = useT(materialsWords);
  const live = useLive();
  const { fail } = useSentence();
  const roomId = window.room.id;
  const { list, failure } = useMaterials(window);
  const download = useDownload(roomId);
  const picker = useRef<HTMLInputElement>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [said, setSaid] = useState('');
  const rights = materialRights(window, me);
  const choose = ([file]: readonly File[]) => file && setDoing({ what: 'add', file });
  const dropping = useDrop(rights.add ? choose : null);
  const close = () => setDoing(null);
  const materials = list?.materials ?? [];

  const move = (materialId: string, place: number) => {
    live.ask('materials:move', { roomId, clientId: newId(), materialId, place }).then(() => {
      const title = materials.find(({ id }) => id === materialId)?.title ?? '';
      setSaid(t('moved', { title, place: place + 1, count: materials.length }));
    }, fail);
  };
  const remove = (materialId: string) => {
    live
      .ask('materials:remove', { roomId, clientId: newId(), materialId })
      .then(() => toast({ text: t('removed') }), fail);
  };
  const add = rights.add ? (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        data-material
        onChange={(event) => {
          choose([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="secondary" wide icon={<IconPlus size={18} />} onClick={() => picker.current?.click()}>
        {t('add')}
      </Button>
    </>
  ) : null;
  return (
    <div className={css.panel} {...dropping.handlers} data-drop={dropping.over || undefined}>
      {dropping.over ? <p className={css.drop}>{t('drop')}</p> : null}
      {failure ? <FailureNote failure={failure} /> : null}
      {!list && !failure ? <Skeleton lines={5} /> : null}
      {list && materials.length === 0 ? (
        <EmptyState title={t('empty.title')} text={t(rights.add ? 'empty.mayAdd' : 'empty.text')} />
      ) : null}
      {materials.length > 0 ? (
        <ol className={css.list} aria-label={t('list')}>
          {materials.map((material, place) => (
            <MaterialRow
              key={material.id}
              material={material}
              place={place}
              count={materials.length}
              rights={rights}
              onOpen={() => setDoing({ what: 'open', material })}
              onDownload={() => download(material.file.id)}
              onMove={move}
              onEdit={() => setDoing({ what: 'edit', material })}
              onRemove={() => setDoing({ what: 'remove', material })}
            />
          ))}
        </ol>
      ) : null}
      {list ? add : null}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {doing?.what === 'add' ? <AddMaterial roomId={roomId} file={doing.file} onClose={close} /> : null}
      {doing?.what === 'edit' ? <EditMaterial roomId={roomId} material={doing.material} onClose={close} /> : null}
      {doing?.what === 'remove' ? (
        <RemoveMaterial material={doing.material} onRemove={() => remove(doing.material.id)} onClose={close} />
      ) : null}
      {doing?.what === 'open' ? (
        <Suspense>
          <FileViewer roomId={roomId} file={{ ...doing.material.file, name: doing.material.title }} onClose={close} />
        </Suspense>
      ) : null}
    </div>
  );
}
