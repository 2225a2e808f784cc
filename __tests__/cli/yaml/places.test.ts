import { manifestsIn } from '../../../cli/manifests/read-manifests';

const TEXT = `apiVersion: v1
kind: List
x-base: &base
  creationPolicy: owner # not "Owner"
items:
  - apiVersion: secrets.infisical.com/v1alpha1
    kind: InfisicalSecret
    metadata: { name: api, annotations: { "example.com/a b": x } }
    spec:
      managedKubeSecretReferences:
        - <<: *base
          secretName: one
          template:
            data:
              URL: |

                first line
                {{ .WRONG.Value }}
        - *base
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: b }, data: { A: "#1", B: two } } # a note
`;
const [secret, map] = manifestsIn(TEXT, 'k8s/list.yaml').manifests;
const reference = ['spec', 'managedKubeSecretReferences', 0] as const;

/** The text from a place on. */
function textAt({ line, column }: { line: number; column: number }): string {
  return (TEXT.split('\n')[line - 1] ?? '').slice(column - 1);
}

describe('the place of', () => {
  test.each([
    ['a value behind a merge', [...reference, 'creationPolicy'], {}, 'owner #'],
    ['a value behind an alias', ['spec', 'managedKubeSecretReferences', 1, 'creationPolicy'], {}, 'owner #'],
    ['an alias', ['spec', 'managedKubeSecretReferences', 1], {}, '*base'],
    [
      'what a line of a block has',
      [...reference, 'template', 'data', 'URL'],
      { texts: ['.WRONG.Value'] },
      '.WRONG.Value }}',
    ],
    ['a block', [...reference, 'template', 'data', 'URL'], { texts: ['absent'] }, 'first line'],
    ['a key in braces', ['metadata', 'annotations', 'example.com/a b'], { isKey: true }, '"example.com/a b": x'],
    ['a value in braces', ['metadata', 'annotations', 'example.com/a b'], {}, 'x } }'],
    ['what is missing in braces', ['metadata', 'labels', 'app'], {}, 'metadata: {'],
    ['an item', [...reference], {}, '<<: *base'],
    ['what is missing in an item', [...reference, 'secretNamespace'], {}, '<<: *base'],
  ])('%s', (_, path, meant, text) => {
    expect(textAt(secret.placeAt(path, meant)).startsWith(text)).toBe(true);
  });
});

describe('a line', () => {
  test('has the values that stand on it, without its comment', () => {
    expect(map.lineAt?.(20)?.paths.map((path) => path.join('.'))).toEqual([
      ...['apiVersion', 'kind', 'metadata.name', 'data.A', 'data.B'],
    ]);
    expect(map.lineAt?.(20)?.text).toMatch(/data: { A: "#1", B: two } }$/);
    expect(secret.lineAt?.(17)).toEqual({
      text: '                first line',
      paths: [[...reference, 'template', 'data', 'URL']],
    });
  });

  test('that nobody can read is none', () => {
    const [config] = manifestsIn(
      JSON.stringify({ apiVersion: 'v1', kind: 'A', data: 'x'.repeat(2_000) }),
      'a.json',
    ).manifests;
    expect(config.lineAt?.(1)).toBeUndefined();
  });

  test('of another object is not one of this', () => {
    expect(secret.lineAt?.(20)).toBeUndefined();
    expect(map.lineAt?.(12)).toBeUndefined();
    expect(secret.lineAt?.(400)).toBeUndefined();
  });
});
