import { z } from 'zod';
import { isoSchema } from '../core/schemas.ts';

export const userSchema = z.object({
  /** Both spellings, always. */
  _id: z.string(),
  id: z.string(),
  name: z.string(),
  username: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  avatar: z.string().nullable(),
  provider: z.enum(['local', 'google', 'facebook', 'github', 'discord', 'apple', 'openid', 'saml', 'ldap']),
  role: z.string(),
  plugins: z.array(z.string()),
  twoFactorEnabled: z.boolean(),
  termsAccepted: z.boolean(),
  personalization: z.object({ memories: z.boolean() }),
  createdAt: isoSchema,
  updatedAt: isoSchema,
});
export type User = z.infer<typeof userSchema>;
