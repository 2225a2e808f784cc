import { mergePatch } from '../../../../cli/adopt/draft/merge-patch';

const container = (more: object) => ({ containers: [{ name: 'api', image: 'api:1.0', ...more }] });

describe('what a strategic merge says', () => {
  test('nothing where nothing is missing', () => {
    expect(mergePatch(container({}), container({}), container({}))).toBeUndefined();
  });

  test('a field of a container goes by the name of the container, and is counted without it', () => {
    const was = container({ stdin: true, resources: { limits: { 'nvidia.com/gpu': '1' } } });
    expect(mergePatch(was, container({}), was)).toEqual({
      patch: { containers: [{ name: 'api', stdin: true, resources: { limits: { 'nvidia.com/gpu': '1' } } }] },
      fields: ['containers[].stdin', 'containers[].resources.limits.nvidia.com/gpu'],
    });
  });

  test('what comes out and shall not is removed', () => {
    expect(mergePatch({}, { dnsPolicy: 'Default' }, {})).toEqual({ patch: { dnsPolicy: null }, fields: ['dnsPolicy'] });
  });

  test('an item that is missing at the end is added as it was written', () => {
    const [was, is] = [{ volumes: [{ name: 'a' }, { name: 'b' }] }, { volumes: [{ name: 'a' }] }];
    const written = { volumes: [{ name: 'a' }, { name: 'b', secret: { defaultMode: 420 } }] };
    expect(mergePatch(was, is, written)?.patch).toEqual({
      volumes: [{ name: 'b', secret: { defaultMode: 420 } }],
    });
  });

  test('a port is told by its number and protocol, TCP where none is given', () => {
    const port = { containerPort: 53, protocol: 'UDP' };
    const was = container({ ports: [{ containerPort: 53 }, { ...port, hostIP: '::1' }] });
    const is = container({ ports: [{ containerPort: 53, protocol: 'TCP' }, port] });
    expect(mergePatch(was, is, was)?.patch).toEqual(
      container({
        image: undefined,
        ports: [
          { containerPort: 53, protocol: null },
          { ...port, hostIP: '::1' },
        ],
      }),
    );
  });

  test.each([
    ['an item stands elsewhere', { env: [{ name: 'B' }, { name: 'A' }] }, { env: [{ name: 'A' }, { name: 'B' }] }],
    ['there is an item too many', { env: [{ name: 'A' }] }, { env: [{ name: 'A' }, { name: 'B' }] }],
  ])('the list is replaced where %s', (_, was, is) => {
    expect(mergePatch(was, is, was)?.patch).toEqual({ env: [{ $patch: 'replace' }, ...was.env] });
  });

  test('nothing is said of a list in which two items have one name', () => {
    const [was, is] = [{ env: [{ name: 'A' }, { name: 'A' }] }, { env: [{ name: 'A' }] }];
    expect(mergePatch(was, is, was)).toBeUndefined();
  });

  test('another list is replaced as a whole', () => {
    expect(mergePatch({ tolerations: [{ key: 'a' }] }, { tolerations: [] }, { tolerations: [{ key: 'a' }] })).toEqual({
      patch: { tolerations: [{ key: 'a' }] },
      fields: ['tolerations[].key'],
    });
  });

  test('what is empty is said, too: to the API server it is not absent', () => {
    expect(mergePatch({ affinity: {} }, {}, { affinity: {} })).toEqual({
      patch: { affinity: {} },
      fields: ['affinity'],
    });
  });
});
