import { CompactEncrypt, compactDecrypt } from 'jose';

/** Encrypts secrets at rest as compact JWE (RFC 7516), AES-256-GCM with a direct key. */
export interface Vault {
  /** `context` names what the secret belongs to; opening with another context fails. */
  seal(text: string, context: string): Promise<string>;
  open(sealed: string, context: string): Promise<string>;
}

export function createVault(key: Uint8Array): Vault {
  return {
    seal: (text, context) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ctx: context })
        .encrypt(key),
    async open(sealed, context) {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      if (protectedHeader['ctx'] !== context) throw new Error('A stored secret belongs to something else.');
      return new TextDecoder().decode(plaintext);
    },
  };
}
