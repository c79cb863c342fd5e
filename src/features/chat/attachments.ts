import type { AttachmentView } from '../../contract/uploads.contract.js';
import type { CommandParsed, EventPayload } from '../../contract/realtime.contract.js';
import type { HotItem, StatePart } from '../../platform/event-log/event-log.types.js';
import { fileViewOf } from '../../platform/uploads/uploads.js';
import { filesById, type FileRow } from '../../platform/uploads/uploads.repository.js';
import { fileGone } from './chat.errors.js';

/** The files that the messages of a batch name, by id. A message earlier in the batch may have taken one. */
export const attachedFiles: StatePart<Map<string, FileRow>> = {
  name: 'attached-files',
  async load(sql, items) {
    const rows = await filesById(sql, [...new Set(items.flatMap(({ input }) => namedIn(input)))]);
    return new Map(rows.map((row) => [row.id, row]));
  },
  evolve(files, event) {
    if (event.type !== 'chat.message-posted') return;
    const { message } = event.payload as EventPayload<'chat.message-posted'>;
    for (const { id } of message.attachments) {
      const file = files.get(id);
      if (file) file.used_by = message.id;
    }
  },
};

/** What the message will show: files of one's own, brought into this room and not used yet. */
export function attachmentsOf(
  { actor, input }: HotItem<CommandParsed<'chat:post'>>,
  files: ReadonlyMap<string, FileRow>,
): AttachmentView[] {
  return (input.attachments ?? []).map(({ id, alt }) => {
    const file = files.get(id);
    const free = file?.used_by === null && file.erased_at === null;
    if (!free || file.owner_id !== actor.accountId || file.room_id !== input.roomId) throw fileGone();
    return { ...fileViewOf(file), alt };
  });
}

function namedIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null || !('attachments' in input)) return [];
  const { attachments } = input;
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? [one.id] : [],
  );
}
