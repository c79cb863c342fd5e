import type { ComponentProps } from 'react';

interface RoomsIconProps extends Omit<ComponentProps<'svg'>, 'stroke'> {
  size?: number;
  stroke?: number;
}

/** The round table drawn with the stroke of the other icons: the place of the rooms. */
export function RoomsIcon({ size = 24, stroke = 1.6, ...rest }: RoomsIconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      {...rest}
    >
      <circle cx="12" cy="12" r="4.2" />
      <path d="M14.5 20.2A8.6 8.6 0 0 1 9.5 20.2M5.0 16.9A8.6 8.6 0 0 1 3.4 12.2M5.1 6.8A8.6 8.6 0 0 1 9.2 3.9M14.8 3.9A8.6 8.6 0 0 1 18.9 6.8M20.6 12.2A8.6 8.6 0 0 1 19.0 16.9" />
    </svg>
  );
}
