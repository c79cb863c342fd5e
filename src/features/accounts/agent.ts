// The first that fits names it: most browsers claim to be several others too.
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** What a person recognises a device by, such as `Firefox · Linux`; the header itself is not kept. */
export function agentFamily(userAgent: string | undefined): string {
  const header = (userAgent ?? '').slice(0, 500);
  const name = (kinds: readonly [RegExp, string][]) => kinds.find(([pattern]) => pattern.test(header))?.[1];
  return [name(browsers), name(systems)].filter((part) => part !== undefined).join(' · ');
}
