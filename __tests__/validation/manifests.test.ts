import { checkManifests } from '../../lib/validation/check-manifests';
import {
  clusterGenerator,
  clusterRoleBinding,
  configMap,
  deployment,
  dynamicSecret,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  pushSecret,
  secret,
  serviceAccount,
  staticSecret,
} from './manifests';

test('the manifests that all rules are tested with break none of them, not even as a warning', () => {
  const app = [
    infisicalSecret(),
    deployment(),
    pushSecret(),
    dynamicSecret(),
    clusterGenerator(),
    infisicalConnection(),
    infisicalAuth(),
    staticSecret(),
    secret('other', { stringData: { KEY: '' } }),
    configMap('settings', { data: { KEY: 'value' } }),
    serviceAccount('infisical-login'),
    clusterRoleBinding(),
  ];
  expect(checkManifests(app)).toEqual([]);
});
