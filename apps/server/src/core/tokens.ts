import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Secrets } from './secrets.ts';

/**
 * Signed tokens. Each purpose has its own key, type and audience, and one algorithm fixed here,
 * so that no token is ever good for another purpose (RFC 8725).
 */
const purposes = {
  access: { typ: 'at+jwt', audience: 'parley:access', key: 'accessToken' },
  refresh: { typ: 'rt+jwt', audience: 'parley:refresh', key: 'refreshToken' },
} as const;
const algorithm = 'HS256';
const longestToken = 4096;

const accessSchema = z.object({ id: z.uuid(), sid: z.uuid(), exp: z.number() });
const refreshSchema = z.object({ id: z.uuid(), sessionId: z.uuid(), generation: z.int(), exp: z.number() });
export type AccessClaims = z.infer<typeof accessSchema>;
type RefreshClaims = z.infer<typeof refreshSchema>;

interface AccessSubject {
  id: string;
  username: string;
  provider: string;
  email: string;
  /** Session that the token belongs to, so that a bearer alone can end it. */
  sid: string;
}

export interface Tokens {
  signAccess(subject: AccessSubject, lifetimeMs: number): Promise<string>;
  /** Null for anything but a live access token. */
  readAccess(token: string): Promise<AccessClaims | null>;
  signRefresh(claims: Omit<RefreshClaims, 'exp'>, expiresAt: Date): Promise<string>;
  readRefresh(token: string): Promise<RefreshClaims | null>;
}

export function createTokens(secrets: Secrets): Tokens {
  const sign = (purpose: keyof typeof purposes, claims: object, expiresAt: Date) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: algorithm, typ: purposes[purpose].typ })
      .setAudience(purposes[purpose].audience)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(secrets[purposes[purpose].key]);

  const read = async <S extends z.ZodType>(purpose: keyof typeof purposes, token: string, schema: S) => {
    if (token.length > longestToken) return null;
    const { typ, audience, key } = purposes[purpose];
    const verified = await jwtVerify(token, secrets[key], { algorithms: [algorithm], typ, audience }).catch(() => null);
    return verified && (schema.safeParse(verified.payload).data ?? null);
  };

  return {
    signAccess: (subject, lifetimeMs) => sign('access', subject, new Date(Date.now() + lifetimeMs)),
    readAccess: (token) => read('access', token, accessSchema),
    signRefresh: (claims, expiresAt) => sign('refresh', claims, expiresAt),
    readRefresh: (token) => read('refresh', token, refreshSchema),
  };
}
