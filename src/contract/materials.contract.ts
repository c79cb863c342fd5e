import { z } from 'zod';
import { LICENCE_MAX, MATERIAL_TITLE_MAX } from './limits.js';
import { fileView } from './uploads.contract.js';
import { id, line, personCard, seq, timestamp } from './words.js';

/** What a room keeps at hand beside what is said: files in an order, each with who added it and under which licence. */
export const MATERIALS_MAX = 200;

export const materialView = z
  .strictObject({
    id,
    title: z.string(),
    /** One line: `CC BY 4.0`, *made by us* …; may be empty. */
    licence: z.string(),
    file: fileView,
    addedBy: personCard,
    addedAt: timestamp,
  })
  .meta({ id: 'Material' });
export type MaterialView = z.infer<typeof materialView>;

/** All of a room in their order, read with the head of its stream: events after it are applied to it. */
export const materialList = z
  .strictObject({ epoch: z.int(), head: seq, materials: z.array(materialView) })
  .meta({ id: 'MaterialList' });
export type MaterialList = z.infer<typeof materialList>;

// --- commands
const of = { roomId: id, clientId: id };
const title = line(1, MATERIAL_TITLE_MAX);
const licence = line(0, LICENCE_MAX);
const done = z.strictObject({ seq });
export const materialCommands = {
  /** The file was uploaded to the room before, by the same person. The new material stands last. */
  'materials:add': {
    input: z.strictObject({ ...of, fileId: id, title, licence: licence.default('') }),
    result: z.strictObject({ materialId: id, seq }),
  },
  'materials:edit': { input: z.strictObject({ ...of, materialId: id, title, licence }), result: done },
  /** `place` from the top, 0 is the first; beyond the end is the last. */
  'materials:move': {
    input: z.strictObject({
      ...of,
      materialId: id,
      place: z
        .int()
        .min(0)
        .max(MATERIALS_MAX - 1),
    }),
    result: done,
  },
  /** For good: its file goes too. */
  'materials:remove': { input: z.strictObject({ ...of, materialId: id }), result: done },
} as const;

// --- events of `room:<id>`
export const materialEvents = {
  'materials.material-added': z.strictObject({ material: materialView }),
  'materials.material-edited': z.strictObject({ materialId: id, title: z.string(), licence: z.string() }),
  /** The whole new order. */
  'materials.order-changed': z.strictObject({ materialIds: z.array(id) }),
  'materials.material-removed': z.strictObject({ materialId: id }),
} as const;
