import { unplacedLines } from '../../../cli/lint/unplaced';
import { manifestsIn } from '../../../cli/manifests/read-manifests';

const object = (kind: string, name: string, namespace = '') =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }\n`;
const linesOf = (...objects: readonly string[]) => unplacedLines(manifestsIn(objects.join(''), 'a.yaml').manifests);

test('objects that name no namespace are told of in one line where others do', () => {
  expect(linesOf(object('Pod', 'a'), object('Secret', 'b'), object('Pod', 'c', 'shop'))).toEqual([
    'a.yaml:2:1: 2 objects name no namespace, while others do: the first is Pod "a", and each is taken for one of any. Say which it is with --namespace',
  ]);
});

test.each([
  ['none names one', [object('Pod', 'a'), object('Secret', 'b')]],
  ['all name theirs', [object('Pod', 'a', 'shop'), object('Pod', 'b', 'till')]],
  ['only what is of the whole cluster names none', [object('Namespace', 'shop'), object('Pod', 'a', 'shop')]],
])('nothing is told where %s', (_, objects) => {
  expect(linesOf(...objects)).toEqual([]);
});

test('what another environment names does not count', () => {
  const [one] = manifestsIn(object('Pod', 'a'), 'prod/a.yaml').manifests;
  const [other] = manifestsIn(object('Pod', 'a', 'shop'), 'dev/a.yaml').manifests;
  const apart = [
    { ...one, folder: 'prod' },
    { ...other, folder: 'dev' },
  ];
  expect(unplacedLines(apart)).toEqual([]);
});
