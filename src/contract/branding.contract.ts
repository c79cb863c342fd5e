import { z } from 'zod';
import { line } from './words.js';

export const DEFAULT_NAME = 'Tertulia';

/** How the hub is called and looks. Null is as it comes. */
export const branding = z
  .strictObject({
    name: z.string(),
    /** Of the primary colour, in degrees of OKLCH; its tones are chosen so that all stays readable. */
    hue: z.int().nullable(),
    /** A path of this hub. */
    logo: z.string().nullable(),
  })
  .meta({ id: 'Branding' });
export type Branding = z.infer<typeof branding>;
export const setBrandingInput = z
  .strictObject({ name: line(1, 40), hue: z.int().min(0).max(359).nullable() })
  .meta({ id: 'SetBrandingInput' });
