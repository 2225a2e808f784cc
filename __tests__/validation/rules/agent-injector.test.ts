import { CONFIGURATION } from '../../../lib/validation/rules/agent-injector/injected';
import { configMap, cronJob, podTemplate, serviceAccount } from '../manifests';
import { describeRules } from '../rule-cases';
import { agent, BARE, INJECTOR, LIST, newt, type Part, withTemplate, written } from './agent-injected';

describeRules([
  {
    rule: 'J1',
    what: 'the annotation on what makes the pods',
    bad: [newt({ [`${INJECTOR}inject`]: undefined }, {}, { [`${INJECTOR}inject`]: 'true' }), agent()],
    good: [newt({}, {}, { [`${INJECTOR}inject`]: 'true' }), agent()],
    message: `the annotation "${INJECTOR}inject" has no effect on the Deployment itself: put it on the metadata of its pod template, with the others of "${INJECTOR}"`,
  },
  {
    rule: 'J2',
    what: 'another word for yes',
    bad: [newt({ [`${INJECTOR}inject`]: 'yes' }), agent()],
    good: [newt({ [`${INJECTOR}inject`]: 'false' }), agent(), newt({ [`${INJECTOR}inject`]: '${INJECT}' })],
    message: `the annotation "${INJECTOR}inject" is "yes", which the injector ignores: write the text "true"`,
  },
  {
    rule: 'F2',
    what: 'the annotation as a boolean, which the API server refuses',
    bad: [newt({ [`${INJECTOR}inject`]: true }), agent()],
    good: [newt(), agent()],
    message: `spec.template.metadata.annotations["${INJECTOR}inject"] must be text, found the boolean true, write "true"`,
  },
  {
    rule: 'J3',
    what: 'a mode that nobody knows',
    bad: [newt({ [`${INJECTOR}inject-mode`]: 'Init' }), agent()],
    good: [newt({ [`${INJECTOR}inject-mode`]: 'sidecar-init' }), agent(), newt({ [`${INJECTOR}inject-mode`]: '' })],
    message: `the annotation "${INJECTOR}inject-mode" is "Init", with which the injector refuses the pod: write one of init, sidecar, sidecar-init`,
  },
  {
    rule: 'J4',
    what: 'no ConfigMap is named',
    bad: [newt({ [`${INJECTOR}agent-config-map`]: undefined })],
    good: [newt({ [`${INJECTOR}agent-config-map`]: 'elsewhere' })],
    message: `the pod has no annotation "${INJECTOR}agent-config-map", without which the injector refuses it: name the ConfigMap with the configuration of the agent`,
  },
  {
    rule: 'J4',
    what: 'a key of another name',
    bad: [newt(), configMap('agent', { data: { 'config.yml': CONFIGURATION } })],
    good: [newt(), agent()],
    message:
      'the ConfigMap has the key "config.yml", and no "config.yaml", without which the injector refuses the pod: write "config.yaml"',
  },
  {
    rule: 'J4',
    what: 'an annotation of another name',
    bad: [newt({ 'org.infisical.com/agent-config-map': null, 'org.infisical.com/agent-configmap': 'agent' }), agent()],
    good: [newt(), agent()],
    message:
      'the pod has no annotation "org.infisical.com/agent-config-map", but "org.infisical.com/agent-configmap", without which the injector refuses it: write that',
  },
  {
    rule: 'J4',
    what: 'no templates',
    bad: [newt(), agent(CONFIGURATION.replace(/templates:[\s\S]*/, 'templates: []\n'))],
    good: [newt(), agent('templates: &all [*all]\n')],
    message:
      'config.yaml has no list of templates, without which the injector refuses the pod: give it templates, each with a destination-path and a template-content',
  },
  {
    rule: 'J5',
    what: 'the ConfigMap of another namespace',
    bad: [newt(), agent(CONFIGURATION, 'agent', 'other')],
    good: [newt(), agent(CONFIGURATION, 'other')],
    message:
      'the ConfigMap "agent" is not among the objects: there is one of this name in the namespace "other", where the injector does not look: put it into that of the pod',
  },
  {
    rule: 'J5',
    what: 'a name that kustomize has made',
    bad: [newt(), agent(CONFIGURATION, 'agent-5hk9t7m2bf')],
    good: [newt(), agent(CONFIGURATION, 'agent-of-barn')],
    message:
      'the ConfigMap "agent" is not among the objects: kustomize calls it "agent-5hk9t7m2bf", and puts no name into an annotation: set disableNameSuffixHash for it',
  },
  {
    rule: 'J5',
    what: 'a slip in the name',
    bad: [newt(), agent(CONFIGURATION, 'agnet')],
    good: [newt(), agent(), agent(CONFIGURATION, 'agnet')],
    message: 'the ConfigMap "agent" is not among the objects: did you mean "agnet"?',
  },
  {
    rule: 'J6',
    what: 'another login',
    bad: [newt(), written('type: kubernetes', 'type: universal-auth')],
    good: [newt(), written('type: kubernetes', 'type: aws-iam')],
    message:
      'config.yaml has the auth.type "universal-auth", with which the injector refuses the pod: write one of kubernetes, ldap-auth, aws-iam',
  },
  {
    rule: 'J6',
    what: 'the login where an agent that is started by hand has it',
    bad: [newt(), written('infisical:\n  auth:', 'auth:')],
    good: [newt(), agent()],
    message:
      'config.yaml has no infisical.auth.type, with which the injector refuses the pod: move auth into infisical: at the top, only an agent that is started by hand reads it',
  },
  {
    rule: 'J6',
    what: 'a login without its identity',
    bad: [newt(), written('config: { identity-id', 'config: { region')],
    good: [newt(), agent()],
    message:
      'config.yaml has no infisical.auth.config.identity-id, without which the injector refuses the pod: add it, as a text',
  },
  {
    rule: 'J7',
    what: 'a file in no folder',
    bad: [newt(), written('/run/api/env', '/secrets')],
    good: [newt(), written('/run/api/env', '/secrets/env'), newt({}, { os: { name: 'windows' } })],
    message:
      'the destination-path "/secrets" in config.yaml lies in no folder, with which the injector refuses the pod: write one such as /run/secrets/env',
  },
  {
    rule: 'J7',
    what: 'a relative path',
    bad: [newt(), written('/run/api/env', 'run/api/env')],
    good: [newt({}, { os: { name: 'windows' } }), written('/run/api/env', 'C:\\run\\api\\env')],
    message:
      'the destination-path "run/api/env" in config.yaml is relative, with which the injector refuses the pod: write one such as /run/secrets/env',
  },
  {
    rule: 'J8',
    what: 'a pod without a token',
    bad: [newt({}, { automountServiceAccountToken: false }), agent()],
    good: [
      newt(
        {},
        {
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'api',
              image: 'api:1.0',
              volumeMounts: [{ name: 't', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
            },
          ],
          volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
        },
      ),
      agent(),
    ],
    message:
      'the pod has automountServiceAccountToken: false, so that the injector finds no token in the pod and refuses it: leave that out for this pod',
  },
  {
    rule: 'J8',
    what: 'a service account without a token',
    bad: [
      newt({}, { serviceAccountName: 'api' }),
      agent(),
      serviceAccount('api', { automountServiceAccountToken: false }),
    ],
    good: [
      newt({}, { serviceAccountName: 'api', automountServiceAccountToken: true }),
      agent(),
      serviceAccount('api', { automountServiceAccountToken: false }),
    ],
    message:
      'the ServiceAccount "api" of the pod has automountServiceAccountToken: false, so that the injector finds no token in the pod and refuses it: leave that out for this pod',
  },
  {
    rule: 'J9',
    what: 'a login that is revoked although nothing stays',
    bad: [newt(), written('infisical:\n', 'infisical:\n  revoke-credentials-on-shutdown: true\n')],
    good: [
      newt({ [`${INJECTOR}inject-mode`]: 'sidecar' }),
      written('infisical:\n', 'infisical:\n  revoke-credentials-on-shutdown: true\n'),
    ],
    message: `config.yaml of the agent has revoke-credentials-on-shutdown, with which the injector refuses a pod of the mode "init": set "${INJECTOR}inject-mode" to sidecar or sidecar-init, or leave it out`,
  },
  {
    rule: 'J10',
    what: 'a function that no agent has',
    bad: [newt(), withTemplate('{{ (getSecret "p" "prod" "/" "A").Value }}')],
    good: [newt(), withTemplate('{{ (getSecretByName "p" "prod" "/" "A").Value | b64enc }}')],
    message:
      'a template in config.yaml calls "getSecret", which no agent knows: it has getSecretByName, listSecrets, listSecretsByProjectSlug, dynamicSecret, and those of sprig',
  },
  {
    rule: 'J10',
    what: 'a function in other letters',
    bad: [newt(), withTemplate('{{ range listSecret "p" "prod" "/" }}{{ end }}')],
    good: [newt(), withTemplate(LIST)],
    message: 'a template in config.yaml calls "listSecret", which no agent knows: write listSecrets',
  },
  {
    rule: 'J10',
    what: 'a template that Go does not read',
    bad: [newt(), withTemplate('{{ range secret "p" "prod" "/" }}')],
    good: [newt(), withTemplate('{{ range secret "p" "prod" "/" }}{{ end }}')],
    message: 'the agent cannot read a template in config.yaml: "{{ range }}" is never closed with "{{ end }}"',
  },
  {
    rule: 'J10',
    what: 'what is no base64',
    bad: [newt(), agent(CONFIGURATION.replace(/template-content: '.*'/, 'base64-template-content: "#"'))],
    good: [newt(), agent(CONFIGURATION.replace(/template-content: '.*'/, 'base64-template-content: YQ=='))],
    message: 'the base64-template-content of a template in config.yaml is no base64: encode it anew',
  },
  {
    rule: 'J11',
    what: 'a function that the usual image does not know',
    bad: [newt(), withTemplate(LIST)],
    good: [newt({ [`${INJECTOR}agent-image`]: 'registry.example/infisical/cli:0.43.60' }), withTemplate(LIST)],
    message: `a template in config.yaml calls listSecrets, which the agent of "infisical/cli:0.43.55", which the injector takes by default up to v0.1.12 does not know: set "${INJECTOR}agent-image" to infisical/cli:0.43.60 or newer, or write secret`,
  },
  {
    rule: 'J11',
    what: 'an older image',
    bad: [newt({ [`${INJECTOR}agent-image`]: 'infisical/cli:0.42.9' }), withTemplate(LIST)],
    good: [
      newt({ [`${INJECTOR}agent-image`]: 'infisical/cli:latest' }),
      withTemplate(LIST),
      newt({ [`${INJECTOR}agent-image`]: 'infisical/cli:1.0.0' }),
    ],
    message: `a template in config.yaml calls listSecrets, which the agent of "infisical/cli:0.42.9" does not know: set "${INJECTOR}agent-image" to infisical/cli:0.43.60 or newer, or write secret`,
  },
  {
    rule: 'J12',
    what: 'a command',
    bad: [newt(), agent(`${CONFIGURATION}    config: { execute: { command: reload } }\n`)],
    good: [newt(), agent(`${CONFIGURATION}    config: { polling-interval: 5m }\n`)],
    message:
      'config.yaml has execute, which the injector drops: no command is run when a file changes; have the application watch the file',
  },
  {
    rule: 'J12',
    what: 'certificates',
    bad: [newt(), agent(`${CONFIGURATION}certificates: []\n`)],
    good: [newt(), agent(`${CONFIGURATION}cache: {}\n`)],
    message:
      'config.yaml has certificates, which the injector drops: no certificate is fetched; run an agent of your own beside the application',
  },
  {
    rule: 'J12',
    what: 'a template in a file',
    bad: [newt(), agent(CONFIGURATION.replace(/template-content: '.*'/, 'source-path: /etc/api.tmpl'))],
    good: [newt(), agent()],
    message:
      'config.yaml has source-path, a file of the container of the agent, in which the injector mounts none of yours: put the template into template-content',
  },
  ...[
    ['addres', 'infisical:\n', 'infisical:\n  addres: https://secrets.example.com\n', 'address'],
    ['hostAPI', 'infisical:\n', 'infisical:\n  hostAPI: https://secrets.example.com\n', 'address'],
    ['typ', 'type: kubernetes', 'typ: kubernetes', 'type'],
    ['identityId', 'identity-id', 'identityId', 'identity-id'],
    ['destinationPath', 'destination-path', 'destinationPath', 'destination-path'],
    ['templateContent', 'template-content', 'templateContent', 'template-content'],
    ['template', 'templates:', 'template:', 'templates'],
  ].map(([name, part, other, meant]) => ({
    rule: 'J22',
    what: `${name} in the place of ${meant}, of which no other rule says that it is missing`,
    bad: [newt(), written(part, other)],
    good: [newt(), written(part, other.replace(name, meant))],
    message: `config.yaml: "${name}" is no field of the agent, which ignores it: did you mean "${meant}"?`,
  })),
  ...['https://h.example/api/', 'https://h.example/api//'].map((address) => ({
    rule: 'J23',
    what: address,
    bad: [newt(), written('infisical:\n', `infisical:\n  address: ${address}\n`)],
    good: [newt(), written('infisical:\n', 'infisical:\n  address: https://h.example/\n')],
    message:
      'config.yaml: the address ends in a slash behind "/api", to which the agent adds another "/api": write "https://h.example"',
  })),
  {
    rule: 'J22',
    what: 'a map in the place of a text, and no field of any agent',
    bad: [newt(), written('config: {', 'confg: {')],
    good: [newt(), agent(`${CONFIGURATION}log-level: debug\n`)],
    message: 'config.yaml: "confg" is no field of the agent, which ignores it: did you mean "config"?',
  },
  {
    rule: 'J13',
    what: 'a sidecar in a CronJob',
    bad: [cronJob(job('sidecar-init')), agent()],
    good: [cronJob(job('init')), agent()],
    message:
      'the agent of the mode "sidecar-init" runs as long as the pod, so that the Jobs of the CronJob never complete: use the mode init',
  },
  {
    rule: 'J14',
    what: 'a password',
    bad: [newt(), written('config: {', 'config: { password: in the open,')],
    good: [newt(), written('config: {', 'config: { password: "<password>",')],
    message:
      'config.yaml has the password of a login in plain text: use the kubernetes login, which needs none, and change the password',
  },
  {
    rule: 'J15',
    what: 'a folder of the image',
    bad: [newt(), written('/run/api/env', '/etc/api.env')],
    good: [newt(), written('/run/api/env', '/etc/api/env')],
    message:
      'an empty folder is mounted at /etc for the file of a template in config.yaml, which hides what the image has there: give the file a folder of its own',
  },
  {
    rule: 'J15',
    what: 'a folder in which something else is mounted',
    bad: [newt({}, mounting('own')), agent()],
    good: [newt({}, mounting('infisical-secrets')), agent()],
    message:
      'container "api" mounts something else at "/run/api", where the agent writes a file: the container does not see it; mount it elsewhere',
  },
]);

function job(mode: string) {
  const annotations = {
    [`${INJECTOR}inject`]: 'true',
    [`${INJECTOR}inject-mode`]: mode,
    [`${INJECTOR}agent-config-map`]: 'agent',
  };
  return podTemplate({ restartPolicy: 'Never' }, { annotations });
}

function mounting(volume: string): Part {
  const volumeMounts = [{ name: volume, mountPath: '/run/api' }];
  return { containers: [{ ...BARE.spec.containers[0], volumeMounts }], volumes: [{ name: volume, emptyDir: {} }] };
}
