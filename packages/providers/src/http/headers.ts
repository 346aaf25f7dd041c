import type { ProviderConfig } from '../port.ts';

/** Headers of a call with a JSON body: the vendor's own with the key, then the configured ones, which win. */
export function toHeaders(
  { apiKey, headers = {} }: ProviderConfig,
  auth: Record<string, string>,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(apiKey === null ? {} : auth),
    ...lowerCase(headers),
  };
}

export function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
