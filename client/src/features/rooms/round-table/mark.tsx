/** The round table as a sign, seen from above: people around it and one free seat. Decorative; write the name beside it. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden>
      <circle cx="32" cy="32" r="13.5" fill="var(--terracotta-fill)" />
      <circle cx="13.5" cy="46.7" r="7.2" fill="var(--plum-fill)" />
      <circle cx="9.0" cy="26.7" r="7.2" fill="var(--saffron-fill)" />
      <circle cx="21.8" cy="10.7" r="7.2" fill="var(--olive-fill)" />
      <circle cx="42.2" cy="10.7" r="7.2" fill="var(--sea-fill)" />
      <circle cx="55.0" cy="26.7" r="7.2" fill="var(--saffron-fill)" />
      <circle cx="50.5" cy="46.7" r="7.2" fill="var(--plum-fill)" />
      <circle cx="32.0" cy="55.6" r="5.7" fill="none" stroke="var(--terracotta-mark)" strokeWidth="3" />
    </svg>
  );
}
