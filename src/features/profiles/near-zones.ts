const NEAR_MINUTES = 120;
const DAY = 24 * 60;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Those of the zones whose clock shows at most two hours more or less than that of `mine` at this moment. */
export function nearZones(mine: string, zones: readonly string[], at: Date): string[] {
  const here = clockOf(mine, at);
  return zones.filter((zone) => {
    const apart = Math.abs(clockOf(zone, at) - here);
    // Around the date line a clock that is nearly a day ahead is as good as one hour behind.
    return Math.min(apart, DAY - apart) <= NEAR_MINUTES;
  });
}

/** Minutes since midnight on the wall of that zone. */
function clockOf(zone: string, at: Date): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
  return hour * 60 + minute;
}
