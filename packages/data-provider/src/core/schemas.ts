import { z } from 'zod';

/** Any UUID, whatever its version; clients propose ids of several kinds. In lower case, as the database spells them. */
export const uuidSchema = z.guid().toLowerCase();
export const isoSchema = z.iso.datetime({ offset: true });

/**
 * A message or entity id as the wire knows it: a string that can safely be a key. Not only UUIDs, because imported and
 * scripted messages bring their own.
 */
export const wireIdSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w.:-]+$/, 'must consist of letters, digits and . : _ -');

export const okMessageSchema = z.object({ message: z.string() });

/** A limit or setting that the wire may spell as a numeric string; `""` means unset. */
export const numericSchema = z.union([z.number(), z.string().max(40)]).transform((value, ctx) => {
  if (typeof value === 'number') return value;
  if (value.trim() === '') return undefined;
  const parsed = Number(value);
  if (Number.isFinite(parsed)) return parsed;
  ctx.issues.push({ code: 'custom', message: 'must be a number', input: value });
  return z.NEVER;
});
