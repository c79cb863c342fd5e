import { IconArrowDown, IconArrowUp, IconDots, IconDownload, IconEdit, IconTrash } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import type { MaterialView } from '@contract/materials.contract.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { formatBytes } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { FileGlyph } from '../../uploads/components/file-glyph.js';
import { uploadsWords } from '../../uploads/uploads.words.js';
import type { MaterialRights } from '../live/material-rights.js';
import { materialsWords } from '../materials.words.js';
import css from './materials-panel.module.css';

/** What marks a drag as one of a material, and not of a file from outside. */
export const DRAGGED = 'application/x-tertulia-material';

interface MaterialRowProps {
  material: MaterialView;
  place: number;
  count: number;
  rights: MaterialRights;
  onOpen: () => void;
  onDownload: () => void;
  onMove: (materialId: string, place: number) => void;
  onEdit: () => void;
  onRemove: () => void;
}

export function MaterialRow({ material, place, count, rights, ...on }: MaterialRowProps) {
  const t = useT(materialsWords);
  const files = useT(uploadsWords);
  const language = useLanguage();
  const { id, title, licence, file, addedBy } = material;
  const icon = { size: 18, stroke: 1.6 };
  const items: MenuItem[] = [
    { id: 'download', label: files('download'), icon: <IconDownload {...icon} />, onSelect: on.onDownload },
    ...(rights.edit(material)
      ? [{ id: 'edit', label: t('edit'), icon: <IconEdit {...icon} />, onSelect: on.onEdit }]
      : []),
    ...(rights.remove(material)
      ? [{ id: 'remove', label: t('remove'), danger: true, icon: <IconTrash {...icon} />, onSelect: on.onRemove }]
      : []),
  ];
  const drag = rights.order
    ? {
        draggable: true,
        onDragStart: ({ dataTransfer }: DragEvent) => dataTransfer.setData(DRAGGED, id),
        onDragOver: (event: DragEvent) => {
          if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
        },
        onDrop: ({ dataTransfer }: DragEvent) => {
          const dragged = dataTransfer.getData(DRAGGED);
          if (dragged !== '' && dragged !== id) on.onMove(dragged, place);
        },
      }
    : {};
  return (
    <li className={css.row} {...drag}>
      <button
        type="button"
        className={css.open}
        aria-label={files(file.kind === 'file' ? 'downloadNamed' : 'open', { name: title })}
        aria-describedby={`material-${id}`}
        onClick={file.kind === 'file' ? on.onDownload : on.onOpen}
      >
        <FileGlyph kind={file.kind} />
        <span className={css.title}>{title}</span>
      </button>
      <div className={css.tools}>
        {rights.order && count > 1 ? (
          <>
            <IconButton
              size="s"
              label={t('up', { title })}
              icon={<IconArrowUp {...icon} />}
              disabled={place === 0}
              onClick={() => on.onMove(id, place - 1)}
            />
            <IconButton
              size="s"
              label={t('down', { title })}
              icon={<IconArrowDown {...icon} />}
              disabled={place === count - 1}
              onClick={() => on.onMove(id, place + 1)}
            />
          </>
        ) : null}
        <Menu
          trigger={<IconButton size="s" label={t('actions', { title })} icon={<IconDots {...icon} />} />}
          items={items}
        />
      </div>
      <p className={css.note} id={`material-${id}`}>
        {files(`kinds.${file.kind}`)} · {formatBytes(file.bytes, language)} · {t('by', { name: addedBy.name })}
        {licence ? <span className={css.licence}>{t('licence', { licence })}</span> : null}
      </p>
    </li>
  );
}
