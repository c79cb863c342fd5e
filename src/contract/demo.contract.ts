import { z } from 'zod';
import { session } from './accounts.contract.js';
import { id, personCard } from './words.js';

/** Demo people that may be opened in another window. */
export const demoPeople = z
  .strictObject({ people: z.array(z.strictObject({ person: personCard, about: z.string() })) })
  .meta({ id: 'DemoPeople' });
export const openAsInput = z.strictObject({ personId: id }).meta({ id: 'OpenAsInput' });
/** A session for a second window only: no cookie is set. */
export const openedAs = session;
export const demoLifeInput = z.strictObject({ roomId: id.nullable().default(null) }).meta({ id: 'DemoLifeInput' });
export const demoLife = z
  .strictObject({ roomId: id, title: z.string().nullable(), seconds: z.int() })
  .meta({ id: 'DemoLife' });
