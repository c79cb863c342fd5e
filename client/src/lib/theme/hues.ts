export const HUES = ['terracotta', 'olive', 'saffron', 'sea', 'plum'] as const;
export type Hue = (typeof HUES)[number];
