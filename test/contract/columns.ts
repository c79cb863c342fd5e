import type { RoomRole } from '../../src/contract/words.js';
import type { Character } from './cast.js';
import { page } from './permissions-page.js';

/** Somebody the matrix sends: who they are on the platform, what they are in the room, and which columns of the page are theirs. */
export interface Column {
  readonly name: string;
  readonly who: Character | null;
  readonly relation: RoomRole | 'banned' | 'left' | null;
  /** Any of these sets of columns is enough; within a set all must allow. */
  readonly columns: readonly (readonly string[])[];
}
/** What kind of room, and how it is. */
export interface Setting {
  readonly name: string;
  readonly kind: 'competition' | 'study-group' | 'direct';
  readonly visibility: 'public' | 'unlisted' | 'private';
  readonly archived?: true;
  readonly locked?: true;
  /** A direct room of more than two. */
  readonly group?: true;
}
/** What a deed is towards: a message of one's own or of somebody else, a person of a lower role or not. */
export type Towards = 'own' | 'others' | 'lower' | 'higher' | undefined;

const member = (role: RoomRole): Column => ({ name: role, who: {}, relation: role, columns: [[role]] });

export const mainColumns: readonly Column[] = [
  { name: 'visitor', who: null, relation: null, columns: [['visitor']] },
  { name: 'guest', who: { kind: 'guest' }, relation: 'learner', columns: [['guest']] },
  { name: 'outsider', who: {}, relation: null, columns: [['outsider']] },
  ...(['spectator', 'learner', 'judge', 'co-host', 'host'] as const).map(member),
  { name: 'staff', who: { role: 'staff' }, relation: null, columns: [['staff']] },
  { name: 'admin', who: { role: 'admin' }, relation: null, columns: [['admin']] },
];
/** Those of whom only the notes of the page speak. */
export const notedColumns: readonly Column[] = [
  { name: 'guest spectator', who: { kind: 'guest' }, relation: 'spectator', columns: [['guest', 'spectator']] },
  { name: 'guest of elsewhere', who: { kind: 'guest' }, relation: null, columns: [] },
  { name: 'who left', who: {}, relation: 'left', columns: [['outsider']] },
  { name: 'who is banned', who: {}, relation: 'banned', columns: [] },
  { name: 'staff learner', who: { role: 'staff' }, relation: 'learner', columns: [['staff'], ['learner']] },
  { name: 'banned staff', who: { role: 'staff' }, relation: 'banned', columns: [['staff']] },
];

export const settings: readonly Setting[] = [
  { name: 'public', kind: 'competition', visibility: 'public' },
  { name: 'unlisted', kind: 'competition', visibility: 'unlisted' },
  { name: 'private', kind: 'competition', visibility: 'private' },
  { name: 'archived', kind: 'competition', visibility: 'public', archived: true },
  { name: 'locked', kind: 'competition', visibility: 'public', locked: true },
  { name: 'private study group', kind: 'study-group', visibility: 'private' },
  { name: 'direct', kind: 'direct', visibility: 'private' },
  { name: 'group', kind: 'direct', visibility: 'private', group: true },
];

/** Whether a column stands in a room of this setting at all. */
export function occurs({ relation }: Column, { kind, group }: Setting): boolean {
  if (kind === 'direct') return relation === null || relation === 'host' || (group === true && relation === 'left');
  return relation !== 'judge' || kind === 'competition';
}

const IN_ARCHIVED = [
  ...['room.read', 'room.follow', 'room.follow-staff', 'room.list-members', 'room.list-banned'],
  ...['room.leave', 'room.unban-person', 'room.reopen', 'chat.delete', 'chat.read-mark', 'chat.see-versions'],
  ...['message.save', 'chat.remove-preview'],
  ...['meeting.see-attendance', 'minutes.edit', 'minutes.publish', 'material.remove', 'room.export'],
  ...['recording.delete', 'recording.leave-out'],
  ...['room.see-decisions', 'chat.see-hidden', 'chat.hide', 'report.make', 'report.handle'],
];
const NOT_IN_DIRECT =
  /^meeting\.|^breakout\.|^stage\.(?!join|speak|show-camera|share-screen|react|ring|caption)|^recording\.|^minutes\.|^report\.|^chat\.hide$|^room\.(set-memory|mute-person|see-decisions|set-role|remove-person|ban-person|unban-person|list-banned|invite|set-locks|edit|archive|reopen|leave)$/;
const OWN_IN_DIRECT = ['chat.delete', 'chat.remove-preview'];
const LOCKED_ON_STAGE = ['stage.speak', 'stage.show-camera', 'stage.share-screen', 'stage.present'];
const LOCKED = ['chat.post', 'chat.edit', 'chat.type', 'chat.react'];

/** What the page says: its table, and its notes about archived, locked and direct rooms. */
export function mayBy(verb: string, { columns, relation }: Column, setting: Setting, towards?: Towards): boolean {
  if (setting.archived && !IN_ARCHIVED.includes(verb)) return false;
  // There alone: its row is of all other rooms.
  if (setting.kind === 'direct' && verb === 'stage.ring') return relation === 'host';
  const leaves = setting.group === true && verb === 'room.leave';
  if (setting.kind === 'direct' && (relation !== 'host' || (NOT_IN_DIRECT.test(verb) && !leaves))) return false;
  if (setting.kind === 'direct' && towards !== 'own' && OWN_IN_DIRECT.includes(verb)) return false;
  if (relation === 'banned' && verb === 'room.join') return false;
  const holds = (name: string, column: string): boolean => {
    const cell = page.inRooms.get(name)?.[column];
    if (cell === 'pub') return setting.visibility !== 'private';
    if (cell === 'own') return towards === 'own';
    if (cell === 'lower') return towards !== 'higher';
    return cell === 'yes';
  };
  return columns.some((set) => {
    if (setting.locked && LOCKED_ON_STAGE.includes(verb) && !set.every((one) => holds('stage.pass-locks', one)))
      return false;
    if (setting.locked && LOCKED.includes(verb) && !set.every((one) => holds('chat.post-while-locked', one)))
      return false;
    if (setting.locked && verb === 'material.add' && !set.every((one) => holds('material.order', one))) return false;
    return set.every((one) => holds(verb, one));
  });
}
