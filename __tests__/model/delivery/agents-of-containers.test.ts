import { toldOf } from './deliveries-of-yaml';

const AGENT = `
apiVersion: v1
kind: ConfigMap
metadata: { name: rook-agent, namespace: wood }
data:
  agent.yaml: |
    infisical: { address: https://x.example }
    auth: { type: kubernetes }
    templates:
      - template-content: '{{ (getSecretByName "p" "prod" "/" "A").Value }}'
        destination-path: /out/a/env
---
apiVersion: v1
kind: Pod
metadata: { name: rook, namespace: wood }
spec:
  volumes:
    - { name: config, configMap: { name: rook-agent, items: [{ key: agent.yaml, path: conf/agent.yaml }] } }
    - { name: out, emptyDir: {} }
  containers:
    - name: agent
      image: infisical/cli:0.43.55
      args: [agent, --config, /etc/agent/conf/agent.yaml]
      volumeMounts: [{ name: config, mountPath: /etc/agent }, { name: out, mountPath: /out }]
    - name: app
      image: example/rook:1
      volumeMounts: [{ name: out, mountPath: /run/rook/ }]
`;

test('an agent beside the application is followed to its configuration, and to the files that others see', () => {
  expect(toldOf(AGENT)).toEqual({
    needs: ['ConfigMap data["agent.yaml"]:3 https://x.example | p | prod:/ | A'],
    files: ['rook/app /run/rook/a/env: A'],
    unread: [],
  });
  expect(toldOf(AGENT.replace('name: rook-agent, namespace', 'name: owl-agent, namespace')).unread).toEqual([
    'Pod spec.containers[0].args the agent in container "agent" has a configuration that is in none of the files: mount it from a ConfigMap, and read that with the others',
  ]);
});

describe('the configuration of an agent is found', () => {
  const CONFIGURATION = AGENT.slice(AGENT.indexOf('    infisical:'), AGENT.indexOf('---')).replace(/^ {4}/gm, '');
  const inSecret = AGENT.replace('kind: ConfigMap', 'kind: Secret').replace(
    'configMap: { name',
    'secret: { secretName',
  );
  const from = 'https://x.example | p | prod:/ | A';

  test.each<[string, string, string]>([
    ['in a Secret', inSecret.replace('\ndata:', '\nstringData:'), `Secret stringData["agent.yaml"]:3 ${from}`],
    [
      'in a Secret in base64, whose lines are none of the file',
      inSecret.replace(
        / {2}agent\.yaml: [\s\S]*?---/,
        `  agent.yaml: ${Buffer.from(CONFIGURATION).toString('base64')}\n---`,
      ),
      `Secret data["agent.yaml"] ${from}`,
    ],
    [
      'in a projected volume',
      AGENT.replace(/configMap: (\{.*\}\] \}) \}/, 'projected: { sources: [{ configMap: $1 }] } }'),
      `ConfigMap data["agent.yaml"]:3 ${from}`,
    ],
    [
      'under its usual name in the working folder',
      AGENT.replace(', --config, /etc/agent/conf/agent.yaml]', ']\n      workingDir: /etc/agent/').replace(
        'path: conf/',
        'path: agent-config.yaml, x: ',
      ),
      `ConfigMap data["agent.yaml"]:3 ${from}`,
    ],
    [
      'by a path in the working folder',
      AGENT.replace('/etc/agent/conf/agent.yaml]', './conf/agent.yaml]\n      workingDir: /etc/agent'),
      `ConfigMap data["agent.yaml"]:3 ${from}`,
    ],
    [
      'in a variable, which counts more than the file',
      AGENT.replace('https://x.example', 'https://y.example').replace(
        '      args:',
        `      env: [{ name: INFISICAL_AGENT_CONFIG_BASE64, value: ${Buffer.from(CONFIGURATION).toString('base64')} }]\n      args:`,
      ),
      `Pod spec.containers[0].env[0].value ${from}`,
    ],
  ])('%s', (_, yaml, need) => {
    expect(toldOf(yaml)).toEqual({ needs: [need], files: ['rook/app /run/rook/a/env: A'], unread: [] });
  });

  test.each<[string, string]>([
    [
      'a variable from elsewhere',
      AGENT.replace('      args:', '      env: [{ name: INFISICAL_AGENT_CONFIG_BASE64, valueFrom: {} }]\n      args:'),
    ],
    [
      'a variable that is no base64',
      AGENT.replace('      args:', '      env: [{ name: INFISICAL_AGENT_CONFIG_BASE64, value: "?" }]\n      args:'),
    ],
    ['its usual name in a folder of the image', AGENT.replace(', --config, /etc/agent/conf/agent.yaml]', ']')],
    ['a key that the volume leaves out', AGENT.replace('/etc/agent/conf/agent.yaml', '/etc/agent/agent.yaml')],
  ])('nowhere: %s', (_, yaml) => {
    const { needs, unread } = toldOf(yaml);
    expect({ needs, unread }).toEqual({
      needs: [],
      unread: [
        expect.stringContaining('the agent in container "agent" has a configuration that is in none of the files'),
      ],
    });
  });

  test('in a Secret of which no word is shown', () => {
    const hidden = inSecret.replace('\ndata:', '\nstringData:');
    expect(toldOf(hidden.replace('infisical: {', 'infisical: { addres: hidden,')).unread).toEqual([
      'Secret stringData["agent.yaml"]:0 the configuration of the agent is not read: a field is none of the agent, which ignores it: did you mean "address"?',
    ]);
    const told = ['{ a: hidden', "'{{ if hidden'", 'hidden: [&a'].map((text) =>
      toldOf(hidden.replace('\'{{ (getSecretByName "p" "prod" "/" "A").Value }}\'', text)).unread.join(),
    );
    expect(told).toEqual(told.map(() => expect.not.stringContaining('hidden')));
    expect(told.every((one) => one !== '')).toBe(true);
  });
});

test('a template that calls what no agent knows is unread, with its line', () => {
  expect(toldOf(AGENT.replace('getSecretByName', 'getSecretsByName'))).toEqual({
    needs: [],
    files: ['rook/app /run/rook/a/env: '],
    unread: [
      'ConfigMap data["agent.yaml"]:3 the template calls a function that no agent knows: what was to be asked for is not known',
    ],
  });
});
