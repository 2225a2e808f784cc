import type { InfisicalHost } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import { FLAG, instanceLike, oneOf, TEXT, withoutShowing } from '../props/prop-types';

/** The types of the props, for those who do not have TypeScript check them. */
const LOGIN = {
  host: instanceLike('an InfisicalHost', 'url', (host, path) => TEXT((host as InfisicalHost).url, `${path}.url`)),
  // What is in it is checked where a secret takes it.
  auth: withoutShowing(instanceLike('an InfisicalAuth', '_configuration')),
};

export const PROJECT_PROPS = {
  ...LOGIN,
  projectSlug: TEXT,
  projectId: TEXT,
  catalogue: instanceLike('a KeyCatalogue', 'hostUrl'),
  generation: oneOf(ApiGeneration),
  folder: TEXT,
};

export const ENVIRONMENT_OPTIONS = {
  ...LOGIN,
  slug: TEXT,
  namespace: TEXT,
  cluster: TEXT,
  deployed: FLAG,
  revision: TEXT,
  images: instanceLike("an Images, such as Images.fromFile('images/prod.yaml')", '_tellingTo'),
};
