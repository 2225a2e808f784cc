/**
 * Values of secrets and credentials, in forms that get past careless code: whatever a command prints or writes must
 * hold none of them.
 */
export const CANARIES = [
  'canary-plain-7fz3',
  'postgres://user:canary-url-19c4@db/shop',
  '-----BEGIN PRIVATE KEY-----\ncanary-pem-55aa\n-----END PRIVATE KEY-----',
  '{"canary-json":"b81e"}',
  'canary "quoted" \\ 0d2f',
  'canary-ünïcode-€-🔑-e6b0',
  '%63anary-percent-90fd',
  '${canary-template-3c77}',
  '<hidden-by-infisical>canary-hidden-21d9',
] as const;

/** What identifies a canary in whatever way it was escaped. */
const MARKS = /canary|anary-percent|7fz3|19c4|55aa|b81e|0d2f|e6b0|90fd|3c77|21d9/i;

/** The first trace of a canary in a text; undefined if it holds none. */
export function traceOfCanary(text: string): string | undefined {
  return MARKS.exec(text)?.[0];
}

export const CLIENT_ID = 'client-of-the-check';
export const CLIENT_SECRET = 'canary-client-secret-7fz3';
export const ACCESS_TOKEN = 'canary-access-token-19c4';
export const JWT = 'canary-jwt-55aa';
export const IDENTITY_ID = '2f1c7f3a-6c0d-4a43-9b57-3d0f0c5c9f11';
