import { ANY_OBJECT, ANYTHING, DURATION, instanceLike, listOf, PLAIN_OBJECT, type PropType } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { closest } from '../text/did-you-mean';
import { quotedText } from '../text/key-name';

interface Words {
  readonly [word: string]: PropType;
}

/**
 * An object of cdk8s-plus, which leaves out what it has no word for: such as Kubernetes' own word for the same.
 *
 * @param kubernetes what to write instead of Kubernetes' words
 * @param example of such an object
 */
function plusWords(words: Words, kubernetes: { readonly [word: string]: string } = {}, example?: string): PropType {
  return (value, path) => {
    const [problem] = [...ANY_OBJECT(value, path), ...PLAIN_OBJECT(value, path)];
    if (problem !== undefined && example === undefined) return [problem];
    if (problem !== undefined) return [{ ...problem, message: `${problem.message}, write for example ${example}` }];
    return Object.entries(value as object).flatMap(([word, part]): PropsProblem[] => {
      if (part === undefined) return [];
      if (Object.hasOwn(words, word)) return words[word](part, `${path}.${word}`);
      const meant = Object.hasOwn(kubernetes, word) ? kubernetes[word] : closest(word, Object.keys(words));
      const remedy = meant === undefined ? 'drop it, or give it by podSpec' : `write ${meant}`;
      return [
        { rule: 'N5', message: `${path} has no field ${quotedText(word)} in the words of cdk8s-plus: ${remedy}` },
      ];
    });
  };
}

const SIZE = instanceLike('a Size, for example Size.mebibytes(256)', 'toKibibytes');
const SIZES = plusWords({ request: SIZE, limit: SIZE }, { requests: 'request', limits: 'limit' });
const CPU = instanceLike('a Cpu, for example Cpu.millis(100)', 'amount');
const HANDLER = instanceLike("a Handler, for example Handler.fromCommand(['sleep', '5'])", '_toKube');

const EXAMPLE_OF_RESOURCES = 'it as cpu: { request: Cpu.millis(100) } and memory: { limit: Size.mebibytes(256) }';

export const RESOURCES = plusWords(
  {
    cpu: plusWords({ request: CPU, limit: CPU }, { requests: 'request', limits: 'limit' }),
    memory: SIZES,
    ephemeralStorage: SIZES,
  },
  { requests: EXAMPLE_OF_RESOURCES, limits: EXAMPLE_OF_RESOURCES, 'ephemeral-storage': 'ephemeralStorage' },
);

export const LIFECYCLE = plusWords({ postStart: HANDLER, preStop: HANDLER });

export const ENV_FROM = instanceLike('an EnvFrom, for example Env.fromConfigMap(…)', '_toKube');

export const CONTAINER_PORT = plusWords(
  { number: ANYTHING, name: ANYTHING, protocol: ANYTHING, hostPort: ANYTHING, hostIp: ANYTHING },
  { containerPort: 'number', port: 'number', hostIP: 'hostIp' },
);

const IDENTITY = { user: ANYTHING, group: ANYTHING, ensureNonRoot: ANYTHING };
const IDENTITY_IN_KUBERNETES = { runAsUser: 'user', runAsGroup: 'group', runAsNonRoot: 'ensureNonRoot' };

export const SECCOMP_PROFILE = plusWords(
  { type: ANYTHING, localhostProfile: ANYTHING },
  {},
  "{ type: 'RuntimeDefault' }",
);

export const CONTAINER_SECURITY_CONTEXT = plusWords(
  {
    ...IDENTITY,
    privileged: ANYTHING,
    readOnlyRootFilesystem: ANYTHING,
    allowPrivilegeEscalation: ANYTHING,
    capabilities: plusWords({ add: ANYTHING, drop: ANYTHING }),
    seccompProfile: SECCOMP_PROFILE,
  },
  IDENTITY_IN_KUBERNETES,
);

export const POD_SECURITY_CONTEXT = plusWords(
  { ...IDENTITY, fsGroup: ANYTHING, fsGroupChangePolicy: ANYTHING, sysctls: listOf(PLAIN_OBJECT) },
  { ...IDENTITY_IN_KUBERNETES, seccompProfile: 'the prop seccompProfile of the workload' },
);

export const DNS = plusWords(
  {
    hostname: ANYTHING,
    subdomain: ANYTHING,
    hostnameAsFQDN: ANYTHING,
    policy: ANYTHING,
    nameservers: ANYTHING,
    searches: ANYTHING,
    options: ANYTHING,
  },
  { dnsPolicy: 'policy', setHostnameAsFQDN: 'hostnameAsFQDN' },
);

export const HOST_ALIAS = plusWords({ ip: ANYTHING, hostnames: ANYTHING });

/** Kubernetes counts in whole seconds. */
export const WHOLE_SECONDS: PropType = (value, path) => {
  const problems = DURATION(value, path);
  if (problems.length > 0) return problems;
  const milliseconds = (value as { toMilliseconds(): number }).toMilliseconds();
  if (Number.isInteger(milliseconds / 1000)) return [];
  return [{ rule: 'N5', message: `${path} must be whole seconds, found ${milliseconds} ms` }];
};
