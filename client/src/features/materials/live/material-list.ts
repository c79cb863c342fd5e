import type { MaterialList, MaterialView } from '@contract/materials.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';
import type { PersonCard } from '@contract/words.js';

/** The list after one event of its room; events up to its head are in it already. */
export function applyToMaterials(list: MaterialList, event: LiveEvent): MaterialList {
  if (event.seq <= list.head) return list;
  return { ...list, head: event.seq, materials: changed(list.materials, event) };
}

/**
 * A list as it is now: brought up to date by what the room has seen since it was read, or null where some of that is no longer
 * known, so that it has to be read again.
 */
export function materialsNow(
  list: MaterialList,
  room: { readonly head: { epoch: number; seq: number }; readonly recent: readonly LiveEvent[] },
): MaterialList | null {
  if (list.epoch !== room.head.epoch) return null;
  const missed = room.recent.filter(({ seq }) => seq > list.head);
  if (list.head < room.head.seq && missed.length !== room.head.seq - list.head) return null;
  return missed.reduce(applyToMaterials, list);
}

function changed(materials: MaterialView[], event: LiveEvent): MaterialView[] {
  if (event.type === 'materials.material-added') return [...materials, event.payload.material];
  if (event.type === 'materials.material-edited') {
    const { materialId, title, licence } = event.payload;
    return materials.map((one) => (one.id === materialId ? { ...one, title, licence } : one));
  }
  if (event.type === 'materials.order-changed') {
    const { materialIds } = event.payload;
    return materials.toSorted((one, other) => materialIds.indexOf(one.id) - materialIds.indexOf(other.id));
  }
  if (event.type === 'materials.material-removed')
    return materials.filter((one) => one.id !== event.payload.materialId);
  if (event.type === 'rooms.member-changed') return withCard(materials, event.payload.person);
  if (event.type === 'rooms.member-joined') return withCard(materials, event.payload.member.person);
  return materials;
}

const withCard = (materials: MaterialView[], person: PersonCard): MaterialView[] =>
  materials.map((one) => (one.addedBy.id === person.id ? { ...one, addedBy: person } : one));
