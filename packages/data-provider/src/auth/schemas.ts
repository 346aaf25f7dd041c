import { z } from 'zod';
import { userSchema } from '../users/schemas.ts';

export const passwordLimits = { min: 8, max: 128 } as const;

/** One canonical form of an address: trimmed and lower case. */
export const emailSchema = z
  .string()
  .max(254)
  .transform((email) => email.trim().normalize('NFC').toLowerCase())
  .pipe(z.email('must be an email address'));

const namedCharacters =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Han}\p{Script=Arabic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}\p{M}]+$/u;

export const usernameSchema = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .regex(namedCharacters, 'has characters that are not allowed')
  .refine((name) => !/['{};<>/=\s]|--|\$(ne|gt|lt|or)/.test(name), 'has characters that are not allowed')
  .transform((name) => name.toLowerCase());

export const newPasswordSchema = z
  .string()
  .max(passwordLimits.max)
  .refine((password) => password.trim().length > 0, 'must not be only spaces');

export const registerSchema = z
  .object({
    name: z.string().trim().min(3).max(80),
    email: emailSchema,
    password: newPasswordSchema,
    confirm_password: z.string().max(passwordLimits.max),
    username: z.union([usernameSchema, z.literal('').transform(() => null)]).nullish(),
    /** An invitation. */
    token: z.string().max(256).nullish(),
  })
  .refine((form) => form.password === form.confirm_password, {
    path: ['confirm_password'],
    message: 'must be the same as the password',
  });

export const registeredSchema = z.object({
  message: z.string(),
  name: z.string(),
  email: z.string(),
  username: z.string(),
});

export const loginSchema = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(passwordLimits.max),
});

export const sessionSchema = z.object({
  /** Bearer token for the Authorization header. */
  token: z.string(),
  user: userSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** Either a session, or word that a second factor is due. */
export const loginResultSchema = z.union([
  sessionSchema,
  z.object({ twoFAPending: z.literal(true), tempToken: z.string() }),
]);

/** Without a refresh cookie the answer is a message and no token: signed out, not an error. */
export const refreshResultSchema = z.union([sessionSchema, z.object({ message: z.string() })]);
