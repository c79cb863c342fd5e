import { z } from 'zod';
import { id, personCard, timestamp } from './words.js';

/** Decisions of administration: what somebody could do only as staff of the platform. */
export const auditDeed = z.enum([
  'people.role-set',
  'people.mentor-set',
  'people.banned',
  'people.unbanned',
  'people.signed-out',
  'mail.tested',
  'mail.retried',
  'mail.discarded',
  'settings.room-creators-set',
  'settings.registration-set',
  'settings.branding-set',
  'settings.branding-restored',
  'parked.retried',
  'parked.skipped',
  'room.edited',
  'room.locks-set',
  'room.role-set',
  'room.person-removed',
  'room.person-banned',
  'room.person-unbanned',
  'room.person-muted',
  'room.person-unmuted',
  'room.stage-muted',
  'room.stage-removed',
  'room.message-hidden',
  'room.message-shown',
  'room.message-deleted',
  'room.reports-closed',
  'room.recording-deleted',
  'room.archived',
  'room.reopened',
  'room.invited',
  'room.exported',
]);
export type AuditDeed = z.infer<typeof auditDeed>;

export const auditDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AuditDetails = z.infer<typeof auditDetails>;

export const auditEntry = z
  .strictObject({
    id,
    at: timestamp,
    /** Null: the hub itself or its command line, or somebody who is gone. */
    by: personCard.nullable(),
    deed: auditDeed,
    /** Whom it was done to. */
    person: personCard.nullable(),
    /** Where. Of a room that is gone, or of two people's own, there is no title. */
    room: z.strictObject({ id, title: z.string().nullable() }).nullable(),
    details: auditDetails,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

const filter = { deed: auditDeed.optional(), by: id.optional(), about: id.optional() };
export const auditQuery = z.strictObject({ ...filter, after: id.optional() });
export const auditTableQuery = z.strictObject(filter);
export const auditPage = z
  .strictObject({ entries: z.array(auditEntry), next: id.nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;
