import { z } from 'zod';
import { presentedPassword } from './accounts.contract.js';
import { timestamp } from './words.js';

/** Taking one's things along, and going. Both ask for the password. */
export const accountExportInput = z.strictObject({ password: presentedPassword }).meta({ id: 'AccountExportInput' });
/** An address that is a permission in itself, for a day. */
export const accountExport = z.strictObject({ path: z.string(), until: timestamp }).meta({ id: 'AccountExport' });
export type AccountExport = z.infer<typeof accountExport>;
export const exportTicket = z
  .string()
  .max(120)
  .regex(/^[0-9a-f-]{36}\.[0-9a-z]{1,10}\.[A-Za-z0-9_-]{43}$/);

export const deleteAccountInput = z
  .strictObject({
    password: presentedPassword,
    /** What one wrote in rooms: stays, without a name, or is erased too. */
    texts: z.enum(['keep', 'erase']),
  })
  .meta({ id: 'DeleteAccountInput' });
