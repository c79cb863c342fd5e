import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { commands } from '../../src/contract/realtime.contract.js';
import { routesOf } from './operations.js';

/** Whatever takes one of these takes words of people. */
const SAMPLES = ['<b>', '<b>x</b> y', '<svg onload=alert(1)>'];
const takesText = (schema: z.core.$ZodType): boolean => SAMPLES.some((sample) => z.safeParse(schema, sample).success);

function inside(schema: z.core.$ZodType, path: string): string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => inside(field, path ? `${path}.${key}` : key));
  if (schema instanceof z.ZodArray) return inside(schema.element, `${path}[]`);
  if (schema instanceof z.ZodRecord) return inside(schema.valueType, `${path}{}`);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return inside(schema.unwrap(), path);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return inside(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => inside(one, path));
  // What is read out of a text is a text itself only where the whole takes one.
  if (schema instanceof z.ZodPipe && !takesText(schema)) return inside(schema.in, path).filter((one) => one !== path);
  return takesText(schema) ? [path] : [];
}

/** Every field of a command, a body or a query in which people write as they like: `chat:post text`. */
export function textFieldsOf(app: INestApplicationContext): string[] {
  const inputs: [string, z.ZodType | undefined][] = [
    ...Object.entries(commands).map(([name, { input }]): [string, z.ZodType] => [name, input]),
    ...routesOf(app).flatMap(({ name, body, query }): [string, z.ZodType | undefined][] => [
      [name, body],
      [name, query],
    ]),
  ];
  const fields = inputs.flatMap(([name, schema]) =>
    schema ? inside(schema, '').map((path) => `${name} ${path}`) : [],
  );
  return [...new Set(fields)].sort();
}
