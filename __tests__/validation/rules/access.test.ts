import { checkManifests } from '../../../lib/validation/check-manifests';
import { describeRules } from '../rule-cases';

const GROUP = 'rbac.authorization.k8s.io';
const metadata = { name: 'shop', namespace: 'shop' };
const RULE = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
const role = (rule: object, kind = 'Role') => [{ apiVersion: `${GROUP}/v1`, kind, metadata, rules: [rule] }];
const ACCOUNT = { kind: 'ServiceAccount', name: 'shop', namespace: 'shop' };
const binding = (subject: object, roleRef: object = {}, kind = 'RoleBinding') => [
  {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata,
    roleRef: { apiGroup: GROUP, kind: kind.replace('Binding', ''), name: 'shop', ...roleRef },
    subjects: [subject],
  },
];

describeRules([
  {
    rule: 'R13',
    what: 'a rule without verbs',
    bad: role({ ...RULE, verbs: [] }),
    good: role(RULE),
    message: 'rules[0].verbs is missing: write what may be done, such as get',
  },
  {
    rule: 'R13',
    what: 'resources without their group',
    bad: role({ ...RULE, apiGroups: undefined }),
    good: role({ ...RULE, apiGroups: ['*'] }),
    message: 'rules[0].apiGroups is missing: write the group of the resources, "" for those of v1',
  },
  {
    rule: 'R13',
    what: 'URLs in a namespace',
    bad: role({ nonResourceURLs: ['/healthz'], verbs: ['get'] }),
    good: role({ nonResourceURLs: ['/healthz'], verbs: ['get'] }, 'ClusterRole'),
    message: 'rules[0].nonResourceURLs is in no namespace: write a ClusterRole for it',
  },
  {
    rule: 'R13',
    what: 'URLs beside resources',
    bad: role({ ...RULE, nonResourceURLs: ['/healthz'] }, 'ClusterRole'),
    good: role(RULE, 'ClusterRole'),
    message: 'rules[0].nonResourceURLs stands beside resources: write a rule for each',
  },
  {
    rule: 'R13',
    what: 'a role that is made of none',
    bad: [{ ...role(RULE, 'ClusterRole')[0], aggregationRule: {} }],
    good: [{ ...role(RULE, 'ClusterRole')[0], aggregationRule: { clusterRoleSelectors: [{}] } }],
    message: 'aggregationRule.clusterRoleSelectors is missing: write a selector, or drop aggregationRule',
  },
  {
    rule: 'R14',
    what: 'a role of another kind',
    bad: binding(ACCOUNT, { kind: 'Role' }, 'ClusterRoleBinding'),
    good: binding(ACCOUNT, { kind: 'ClusterRole' }, 'RoleBinding'),
    message: 'roleRef.kind "Role" is none of ClusterRole: write one of them',
  },
  {
    rule: 'R14',
    what: 'a kind of a subject that there is not',
    bad: binding({ ...ACCOUNT, kind: 'Serviceaccount' }),
    good: binding(ACCOUNT),
    message: 'subjects[0].kind "Serviceaccount" is none of ServiceAccount, User, Group: write one of them',
  },
  {
    rule: 'R14',
    what: 'a group of a service account',
    bad: binding({ ...ACCOUNT, apiGroup: GROUP }),
    good: binding({ kind: 'User', name: 'me@example.com', apiGroup: GROUP }),
    message: `subjects[0].apiGroup "${GROUP}" is no group of service accounts: drop it`,
  },
  {
    rule: 'R14',
    what: 'a name that service accounts cannot have',
    bad: binding({ ...ACCOUNT, name: 'system:shop' }),
    good: binding({ kind: 'Group', name: 'system:authenticated' }),
    message:
      'subjects[0].name "system:shop" must be a lower-case RFC 1123 subdomain: a-z, 0-9, "-" and ".", starting and ending with a letter or digit',
  },
]);

test('a service account in a RoleBinding is one of its namespace, where it names none', () => {
  expect(checkManifests(binding({ kind: 'ServiceAccount', name: 'shop' }) as never)).toEqual([]);
});
