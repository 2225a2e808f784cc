import { ipAddressProblem } from '../../lib/model/ip-address';
import {
  annotationKeyProblem,
  configMapKeyProblem,
  httpHeaderNameProblem,
  labelValueProblem,
  qualifiedNameProblem,
  variableNameProblem,
  wildcardSubdomainProblem,
} from '../../lib/model/kubernetes-names';

const A63 = 'a'.repeat(63);

/** What the API server takes and what it refuses, as its own code says (k8s.io/apimachinery/pkg/util/validation). */
const NAMES: readonly {
  readonly what: string;
  readonly problem: (name: string) => string | undefined;
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}[] = [
  {
    what: 'the key of a label',
    problem: qualifiedNameProblem,
    taken: ['team', 'Team_A.1', 'example.com/Team', `${'a.'.repeat(126)}a/${A63}`],
    refused: ['', '/', 'a/', '/a', 'a/b/c', 'the team', '-a', 'a-', 'Example.com/a', `${A63}a`, `a/${A63}a`, 'a\n'],
  },
  {
    what: 'the key of an annotation',
    problem: annotationKeyProblem,
    taken: ['Example.com/Team', 'İ'],
    refused: ['', 'the team', 'a/b/c', 'i̇'],
  },
  {
    what: 'the value of a label',
    problem: labelValueProblem,
    taken: ['', 'a', 'A.b_c-1', A63],
    refused: [' ', 'a b', '-a', 'a.', `${A63}a`, 'a/b', 'é'],
  },
  {
    what: 'a key of a Secret',
    problem: configMapKeyProblem,
    taken: ['A', '.a', '-', 'a..b', 'a'.repeat(253)],
    refused: ['', '.', '..', '..a', 'a/b', 'A:B', 'a b', 'a'.repeat(254)],
  },
  {
    what: 'the name of a header',
    problem: httpHeaderNameProblem,
    taken: ['X-Header', '-', '1'],
    refused: ['', 'X_Header', 'X Header', 'X:'],
  },
  {
    what: 'a name with a wildcard',
    problem: wildcardSubdomainProblem,
    taken: ['example.com', '*.example.com', '*.a'],
    refused: ['', '*', '*.', '*a.com', 'a.*.com', '*.*.com', '*.Example.com', `*.${'a.'.repeat(126)}`],
  },
  {
    what: 'the name of a variable, Kubernetes 1.31',
    problem: (name) => variableNameProblem(name, '1.31'),
    taken: ['A', '_', '-', 'a.b', '.a'],
    refused: ['', '1A', 'A B', 'A=B', '.', '..', '..a'],
  },
  {
    what: 'the name of a variable, Kubernetes 1.32',
    problem: (name) => variableNameProblem(name, '1.32'),
    taken: ['1A', 'A B', '..', '~'],
    refused: ['', 'A=B', 'é', '\t', '\x7f'],
  },
  {
    what: 'an IP address, Kubernetes 1.35',
    problem: (address) => ipAddressProblem(address, '1.35'),
    taken: ['10.0.0.1', '010.0.0.001', '::', '::1', '1::', 'FE80::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8', '00001::'],
    refused: ['', '10.0.0', '10.0.0.256', '10.0.0.1 ', 'a', ':1', '1:', '1::2::3', '1:2:3:4:5:6:7::8', 'fe80::1%eth0'],
  },
  {
    what: 'an IP address, Kubernetes 1.36',
    problem: (address) => ipAddressProblem(address, '1.36'),
    taken: ['10.0.0.1', '::1.2.3.4', '0000::1', '0.0.0.0'],
    refused: ['010.0.0.1', '::ffff:1.2.3.4', '::ffff:102:304', '00001::', '::1.2.3.04'],
  },
];

describe.each(NAMES)('$what', ({ problem, taken, refused }) => {
  test.each(taken)('%j is taken', (name) => expect(problem(name)).toBeUndefined());
  test.each(refused)('%j is refused', (name) => expect(problem(name)).toMatch(/^(must|has) /));
});
