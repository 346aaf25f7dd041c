import type { ProviderErrorCode } from '@parley/data-provider';

/** What a reader is told, and can do, for each kind of failure. Fixed texts: nothing a provider sent is ever shown. */
export const sentences: Readonly<Record<ProviderErrorCode, string>> = {
  auth: 'The provider did not accept the API key, or the key may not use this model. Check the key in the settings.',
  quota:
    'The account at the provider has no credit or quota left. Check its plan and billing, or choose another model.',
  rate: 'The provider is limiting requests at the moment. Wait a little and try again.',
  context_length:
    'This conversation is too long for the model. Start a new chat, shorten the message, or choose a model with a larger context.',
  refused: 'The provider declined this request under its content rules. Rephrase it and try again.',
  unsupported:
    'The provider does not know this model, or the model cannot do what was asked. Choose another model, or change its settings.',
  bad_request:
    'The provider did not accept this request. Change the message or the settings of the model and try again.',
  down: 'The provider cannot be reached or is having problems. Try again in a moment.',
  malformed: 'The provider sent an answer that could not be read. Try again, or choose another model.',
  timeout: 'The provider took too long to answer. Try again.',
  no_key: 'There is no API key for this provider. Add one in the settings.',
  unknown: 'Something went wrong while talking to the provider. Try again.',
};

export const specialSentences = {
  badAddress: 'The address of the provider is not a valid URL. Check its base URL in the settings.',
  badModel: 'This model name cannot be used. Choose another model.',
  redirect: 'The address of the provider leads elsewhere. Check its base URL in the settings.',
  insecure: 'The connection to the provider is not secure: its certificate was not accepted.',
  tooLarge: 'The answer of the provider was too large and was cut off.',
} as const;
