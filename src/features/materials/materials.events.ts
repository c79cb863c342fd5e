import type { EventPayload } from '../../contract/realtime.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Facts about the materials of a room. The subject is the material: its words leave all of them when it is removed. */
export const materialEventDefinitions: readonly EventDefinition[] = [
  {
    type: 'materials.material-added',
    version: 1,
    blank: ({ material }: EventPayload<'materials.material-added'>) => ({
      material: { ...material, title: '', licence: '', file: { ...material.file, name: '' } },
    }),
  },
  {
    type: 'materials.material-edited',
    version: 1,
    blank: ({ materialId }: EventPayload<'materials.material-edited'>) => ({ materialId, title: '', licence: '' }),
  },
  { type: 'materials.order-changed', version: 1 },
  { type: 'materials.material-removed', version: 1 },
];
