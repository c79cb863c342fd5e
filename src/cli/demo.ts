import type { INestApplicationContext } from '@nestjs/common';
import { DemoService } from '../features/demo/demo.service.js';
import { StartError } from '../platform/config/start-error.js';

export const usage = `demo remove
  Takes away the people and rooms of the demo, and everything that hangs on them. It does not come back.`;

/** `npm run cli -- demo remove`. */
export async function run(args: readonly string[], app: INestApplicationContext): Promise<string> {
  if (args.length !== 1 || args[0] !== 'remove') throw new StartError(`The demo can only be removed:\n\n${usage}`);
  const { people, rooms } = await app.get(DemoService).remove();
  return people === 0 && rooms === 0 ? 'There was no demo.' : `Gone: ${people} people and ${rooms} rooms of the demo.`;
}
