import { Pressure } from '../../src/platform/observability/pressure.js';

/** A hub that never refuses because it is late: what most tests speak of is not how busy their machine is. */
export class NeverLate extends Pressure {
  override get lateMs(): number {
    return 0;
  }
}
