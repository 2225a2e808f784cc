import {
  dynamicSecret,
  infisicalSecret,
  NAMESPACE,
  pushSecret,
  secretsScope,
  source,
  staticSecret,
  universalAuth,
} from './manifests';

export const reading = (scope: Parameters<typeof secretsScope>[0]) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) } });
export const readingStatic = (...sources: Parameters<typeof source>[0][]) =>
  staticSecret({ sources: sources.map(source) });
export const pushingTo = (destination: object) =>
  pushSecret({ destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/pushed', ...destination } });
export const leasing = (place: object) =>
  dynamicSecret({
    dynamicSecret: {
      secretName: 'postgres',
      projectSlug: 'shop',
      environmentSlug: 'prod',
      secretsPath: '/database',
      ...place,
    },
  });
const reference = { secretName: 'legacy', secretNamespace: NAMESPACE };
export const serviceToken = (scope: object) =>
  infisicalSecret({
    authentication: { serviceToken: { serviceTokenSecretReference: reference, secretsScope: scope } },
  });
export const serviceAccount = (block: object) =>
  infisicalSecret({ authentication: { serviceAccount: { serviceAccountSecretReference: reference, ...block } } });
