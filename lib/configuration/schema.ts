import { ARGO_CD_VERSION } from '../model/argo-cd-version';
import { EXTERNAL_SECRETS_VERSION } from '../model/delivery/external-secrets/versions';
import { KUBERNETES_VERSION, KUBERNETES_VERSION_REMEDY } from '../model/kubernetes-version';
import { OLDEST_OPERATOR, OPERATOR_VERSION, OPERATOR_VERSION_REMEDY } from '../model/operator-version';
import { provisionSchema } from './provision-schema';
import {
  ENTRY,
  GLOB_ENTRY,
  list,
  type MapSchema,
  map,
  NAME,
  namespace,
  path,
  reason,
  text,
  URL,
  UUID,
  version,
} from './schema-parts';

/**
 * @param rules ids of the rules that there are; where they are not given, whatever may be one goes
 */
export function configurationSchema(rules?: readonly string[]): MapSchema {
  return map(
    'Settings of cdk8s-infisical for this project: what a command has to know before the program runs, or without it.',
    'write settings, such as "hosts:"',
    [],
    {
      hosts: list(
        'Infisical that may get the credentials of `check` and `import`. Without, it is Infisical Cloud. Flags and variables come before.',
        hostSchema(),
      ),
      operator: map(
        'The Infisical operator in the cluster.',
        'write "version:", "defaultConnection:" or "watchedNamespaces:" below it',
        [],
        {
          version: {
            ...version(`Version of the operator, from ${OLDEST_OPERATOR} on (rule X6).`, 'v0.11.5', OPERATOR_VERSION),
            errorMessage: OPERATOR_VERSION_REMEDY,
          },
          defaultConnection: text(
            'Address of the connection `default` in the namespace of the operator, which an InfisicalAuth without a connection uses.',
            'write the base URL, such as https://secrets.example.com, as the connection has it',
            URL,
          ),
          watchedNamespaces: {
            ...list('Namespaces that the operator watches (rule X2). All of them without.', namespace()),
            minItems: 1,
            errorMessage: 'write a list of namespaces with at least one; without the field it is all of them',
          },
        },
      ),
      kubernetes: map('The cluster.', 'write "version:" below it', [], {
        version: {
          ...version('Version of Kubernetes, from 1.29 on.', '1.34', KUBERNETES_VERSION),
          errorMessage: KUBERNETES_VERSION_REMEDY,
        },
      }),
      argoCd: map('The Argo CD that deploys.', 'write "version:", "tracking:" or "instanceLabel:" below it', [], {
        version: version(
          'Version of Argo CD (rule X33). Says how it tracks, unless `tracking` does: by label before 3.0, then by annotation.',
          '3.1',
          ARGO_CD_VERSION,
        ),
        tracking: {
          type: 'string',
          description: '`application.resourceTrackingMethod` in the ConfigMap argocd-cm (rule M16).',
          errorMessage: 'write annotation, annotation+label or label',
          enum: ['annotation', 'annotation+label', 'label'],
        },
        instanceLabel: text(
          '`application.instanceLabelKey` in the ConfigMap argocd-cm.',
          'write the key of a label, such as app.kubernetes.io/instance',
          String.raw`^(${NAME}/)?[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$`,
        ),
      }),
      externalSecrets: map(
        'External Secrets Operator, where it reads from Infisical.',
        'write "version:" below it',
        [],
        {
          version: version(
            'Version of External Secrets Operator. Its releases read keys with folders, and `find.path`, in different ways.',
            '2.9',
            EXTERNAL_SECRETS_VERSION,
          ),
        },
      ),
      suppressions: list('Rules that do not count, each with the reason.', suppressionSchema(rules)),
      unread: list('Files that may stay unread, each with the reason.', unreadSchema()),
      images: text(
        'Folder with the images of each environment, `images/prod.yaml`. It is `images` without.',
        'write the path of a folder from here on, such as deploy/images',
        path(ENTRY),
      ),
      provision: provisionSchema(),
      projects: list(
        'Slug and id of projects of Infisical, where some manifests name a project by the one and some by the other. Not for projects of the program.',
        map('A project of Infisical.', 'write "slug:" and "id:" for each', ['slug', 'id'], {
          slug: text(
            'Slug of the project.',
            'write the slug of the project, such as shop; a UUID is its id',
            String.raw`^(?!${UUID}$)[A-Za-z0-9][\w-]*$`,
          ),
          id: text(
            'Id of the project.',
            'write the id of the project, such as 2f1c7f3a-0000-4000-8000-000000000001',
            `^(${UUID}|[0-9a-f]{24})$`,
          ),
        }),
      ),
    },
  );
}

function hostSchema(): MapSchema {
  return map('An Infisical.', 'write "url:", and below it "aliases:" or "caFile:" where needed', ['url'], {
    url: text(
      'Its base URL as this command reaches it, without /api.',
      'write the base URL, such as https://secrets.example.com',
      URL,
    ),
    aliases: list(
      'What manifests call it where they know it under another address, such as that inside of the cluster.',
      text('An address in manifests.', 'write a URL, such as http://infisical.infisical.svc', URL),
    ),
    caFile: text(
      'PEM certificates of a private certificate authority, for this host only.',
      'write the path of a PEM file from here on, such as certs/ca.pem',
      path(ENTRY),
    ),
  });
}

function suppressionSchema(rules: readonly string[] | undefined): MapSchema {
  return map(
    'A rule that does not count. What narrows it has to fit all at once; without, it is the whole project.',
    'write "rule:" and "reason:" for each',
    ['rule', 'reason'],
    {
      rule: {
        type: 'string',
        description: 'Id of the rule.',
        errorMessage: 'write the id of a rule, as docs/rules.md lists them',
        ...(rules === undefined ? { pattern: '^[A-Z]\\d+$' } : { enum: rules }),
      },
      reason: reason('Why it does not apply here.', 'say why the rule does not apply here'),
      path: text(
        'Path of a construct, for it and all below it.',
        'write the path of a construct, such as shop/orders',
        String.raw`^[^\s/]+(/[^\s/]+)*$`,
      ),
      object: text(
        'An object, by kind and name.',
        'write kind and name, such as Deployment/orders',
        String.raw`^[A-Z][A-Za-z0-9]*/[a-zA-Z0-9]([-\w.:]*[a-zA-Z0-9])?$`,
      ),
      namespace: namespace(),
      environment: text(
        'An environment of the program, or the folder of manifests.',
        'write the name of an environment, such as prod',
        path(ENTRY),
      ),
    },
  );
}

function unreadSchema(): MapSchema {
  return map('Files that may stay unread.', 'write "files:" and "reason:" for each', ['files', 'reason'], {
    files: text(
      'Paths from here on: `**` stands for any folders, `*` and `?` for characters of a name.',
      'write a path from here on, such as dist/vendor/**',
      path(GLOB_ENTRY),
    ),
    reason: reason('Why nobody has to read them.', 'say why nobody has to read them'),
  });
}
