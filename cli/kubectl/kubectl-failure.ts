import type { NotKnownReason } from './answer';

/** What kubectl says of each failure, the first that fits; the rest of its words may be those of a server. */
const KNOWN: readonly (readonly [RegExp, NotKnownReason, string])[] = [
  [/^Error from server \(Forbidden\)/m, 'forbidden', 'the cluster does not let you read that (RBAC)'],
  [
    /^Error from server \(NotFound\): the server could not find the requested/m,
    'not served',
    'the cluster does not have this kind',
  ],
  [/the server doesn't have a resource type/, 'not served', 'the cluster does not have this kind'],
  [/^Error from server \(NotFound\)/m, 'not found', 'the cluster does not have it'],
  [
    /must be logged in to the server|\(Unauthorized\)|provide credentials/,
    'not logged in',
    'the cluster does not know who you are: log in to it',
  ],
  [
    /getting credentials|exec plugin|executable .* not found/,
    'not logged in',
    'the program that logs in to the cluster fails',
  ],
  [
    /current-context (?:is not set|must exist)|context .*(?:does not exist|was not found)|cannot locate context|no context exists/,
    'no context',
    'kubectl has no such context, or no current one (kubectl config get-contexts lists them)',
  ],
  [
    /no such file or directory|CreateFile|error loading config file/,
    'no context',
    'the configuration of kubectl cannot be read',
  ],
  [
    /no configuration has been provided|localhost:8080/,
    'no context',
    'kubectl knows no cluster (kubectl config get-contexts lists them)',
  ],
  [/x509|tls:|certificate/, 'unreachable', 'the certificate of the cluster is not the one that kubectl expects'],
  [
    /Unable to connect|was refused|dial tcp|no such host|i\/o timeout|deadline exceeded|Client\.Timeout|ServiceUnavailable|EOF/,
    'unreachable',
    'the cluster does not answer',
  ],
];

/** Why kubectl failed, without a word of what a server said. */
export function kubectlFailure(stderr: string): { readonly reason: NotKnownReason; readonly text: string } {
  const found = KNOWN.find(([pattern]) => pattern.test(stderr));
  return found === undefined
    ? { reason: 'unreadable', text: 'kubectl fails: run it to see why' }
    : { reason: found[1], text: found[2] };
}
