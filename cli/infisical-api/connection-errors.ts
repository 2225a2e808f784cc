import { Failure } from './failure';

type Reason = readonly [kind: 'network' | 'unreachable' | 'unknown-host', what: string];

const PRIVATE_AUTHORITY = 'its certificate is signed by a private authority: give that with --ca-file';

const REASONS: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: ['network', 'nothing listens there'],
  ECONNRESET: ['network', 'the connection broke'],
  EPIPE: ['network', 'the connection broke'],
  UND_ERR_SOCKET: ['network', 'the connection broke'],
  ETIMEDOUT: ['network', 'the connection takes too long'],
  UND_ERR_CONNECT_TIMEOUT: ['network', 'the connection takes too long'],
  UND_ERR_HEADERS_TIMEOUT: ['network', 'the answer takes too long'],
  UND_ERR_BODY_TIMEOUT: ['network', 'the answer takes too long'],
  EAI_AGAIN: ['network', 'the name of the host cannot be looked up'],
  ENOTFOUND: ['unknown-host', 'there is no such host'],
  NOT_LOOPBACK: ['unreachable', 'that name leads to another machine, over which everybody reads plain http'],
  UND_ERR_HEADERS_OVERFLOW: ['unreachable', 'it sends more headers than any Infisical does'],
  EPROTO: ['unreachable', 'it does not speak https there: is the port right?'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['unreachable', 'it does not speak https there: is the port right?'],
  CERT_HAS_EXPIRED: ['unreachable', 'its certificate has expired'],
  CERT_NOT_YET_VALID: ['unreachable', 'its certificate is not valid yet: is the clock of this machine right?'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['unreachable', 'its certificate is for another host: write the name that it has'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'unreachable',
    'its certificate is signed by itself: give the certificate with --ca-file',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ['unreachable', PRIVATE_AUTHORITY],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['unreachable', PRIVATE_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT: ['unreachable', PRIVATE_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['unreachable', PRIVATE_AUTHORITY],
};

/** What cannot get better by trying again: TLS and HTTP that the other side does not speak. */
const LASTING = /^(?:ERR_TLS|ERR_SSL|CERT|HPE)_|(?:^|_)CERT(?:$|_)|^HOSTNAME_MISMATCH$/;
/** A code is a word of Node.js or of OpenSSL, and none of whom answered. */
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;

/** Why there is no answer, in our own words: the messages of errors quote hosts, proxies and headers. */
export function connectionFailure(error: unknown, host: string): Failure {
  const [kind, what] = proxyReason(error) ?? reasonOf(codeOf(error));
  return new Failure(kind, `${host} cannot be reached: ${what}`);
}

function reasonOf(code: string): Reason {
  if (Object.hasOwn(REASONS, code)) return REASONS[code];
  if (code.startsWith('HPE_')) return ['unreachable', 'it does not speak http there: is it https, or another port?'];
  if (!CODE.test(code)) return ['network', 'the connection failed'];
  return [LASTING.test(code) ? 'unreachable' : 'network', code];
}

/** A proxy that refuses is known by the words of the client only. */
function proxyReason(error: unknown): Reason | undefined {
  const [, status] = /^Proxy response \((\d{3})\)/m.exec(messageOf(error)) ?? [];
  if (status === undefined) return undefined;
  if (status === '407') return ['unreachable', 'the proxy wants a user and a password'];
  return [status.startsWith('5') ? 'network' : 'unreachable', `the proxy refuses the connection (${status})`];
}

function messageOf(error: unknown): string {
  const { message, cause } = error as { message?: unknown; cause?: { message?: unknown } };
  return [message, cause?.message].filter((one) => typeof one === 'string').join('\n');
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const codes = [cause?.code, code].filter((one) => typeof one === 'string');
  return codes.find((one) => Object.hasOwn(REASONS, one)) ?? codes[0] ?? '';
}
