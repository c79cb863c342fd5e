import { z } from 'zod';
import { id, line, personCard, roomKind, roomVisibility, timestamp } from './words.js';

/** Administration of the hub as a whole: what an admin sees and sets at run time. */

// --- who may come in
export const registrationMode = z.enum(['open', 'invite', 'closed']);
export type RegistrationMode = z.infer<typeof registrationMode>;
export const registrationState = z
  .strictObject({
    mode: registrationMode,
    /** What the settings of the installation say, which holds where no admin has said otherwise. */
    installed: registrationMode,
  })
  .meta({ id: 'RegistrationState' });
export type RegistrationState = z.infer<typeof registrationState>;
/** Null: as the installation says. */
export const setRegistrationInput = z
  .strictObject({ mode: registrationMode.nullable() })
  .meta({ id: 'SetRegistrationInput' });

// --- rooms live now
export const liveRooms = z
  .strictObject({
    rooms: z.array(
      z.strictObject({
        id,
        kind: roomKind,
        title: z.string(),
        visibility: roomVisibility,
        present: z.int(),
        /** Since when somebody has been there without a break. */
        since: timestamp,
        host: personCard.nullable(),
      }),
    ),
    /** Of two people's own rooms nothing but how many. */
    direct: z.strictObject({ rooms: z.int(), people: z.int() }),
  })
  .meta({ id: 'LiveRooms' });
export type LiveRooms = z.infer<typeof liveRooms>;

// --- the machine
const bytes = z.int().min(0);
export const parkedEvent = z
  .strictObject({
    listener: z.string(),
    position: z.int(),
    type: z.string(),
    /** 0: it waits behind an earlier one that failed. */
    attempts: z.int(),
    error: z.string(),
    parkedAt: timestamp,
  })
  .meta({ id: 'ParkedEvent' });
export const jobQueue = z
  .strictObject({
    task: z.string(),
    waiting: z.int(),
    /** Failed before and will be tried again. */
    failing: z.int(),
    /** Failed too often: nobody tries again. */
    givenUp: z.int(),
    oldest: timestamp,
  })
  .meta({ id: 'JobQueue' });
export const systemState = z
  .strictObject({
    version: z.string(),
    node: z.string(),
    startedAt: timestamp,
    /** How late this process is with what it has to do. */
    lateMs: z.int(),
    memory: bytes,
    disk: z.strictObject({ free: bytes, total: bytes, full: z.boolean() }).nullable(),
    database: z.strictObject({ version: z.string(), bytes, embedded: z.boolean() }),
    uploads: z.strictObject({ files: z.int(), bytes, place: z.enum(['disk', 'bucket']) }),
    lastBackup: z.strictObject({ at: timestamp, bytes }).nullable(),
    jobs: z.array(jobQueue),
    parked: z.array(parkedEvent),
  })
  .meta({ id: 'SystemState' });
export type SystemState = z.infer<typeof systemState>;
/** An event that a listener could not digest. */
export const parkedInput = z
  .strictObject({ listener: line(1, 100), position: z.int().min(1) })
  .meta({ id: 'ParkedInput' });
export const parkedOutcome = z
  .strictObject({
    /** False: it failed again, or what waited behind it did. */
    done: z.boolean(),
  })
  .meta({ id: 'ParkedOutcome' });

// --- services outside of the hub
export const outsideService = z.enum([
  'links',
  'database',
  'mail',
  'bucket',
  'sign-in',
  'redis',
  'search',
  'relay',
  'worker',
  'speech',
]);
export const outsideServices = z
  .strictObject({
    services: z.array(
      z.strictObject({
        service: outsideService,
        /** False: nothing leaves the hub for it. */
        used: z.boolean(),
        /** Whose it is, where that has a name for people. */
        names: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'OutsideServices' });
export type OutsideServices = z.infer<typeof outsideServices>;
