import { grouped } from '../collections/grouped';
import { distinct } from '../collections/order';
import { resourcesOfApp } from '../evaluation/resources-of-app';
import type { ProjectEnvironment } from '../gitops';
import { qualifiedName } from '../model/address';
import { type AppModel, modelOf } from '../model/app-model';
import { type KeyReference, keyReferencesOf, secretsByAddress } from '../model/credentials';
import { configMapKeyProblem, isNoNamespace, subdomainProblem } from '../model/kubernetes-names';

/** The commands that make the Secrets with credentials which resources of some environments log in with. */
export function credentialsCommands(environments: readonly ProjectEnvironment[]): string[] {
  return distinct(environments.flatMap((environment) => commandsOf(modelOf(resourcesOfApp(environment)))));
}

function commandsOf(app: AppModel): string[] {
  const byHand = keyReferencesOf(app).filter((reference) => isWellNamed(reference) && !isMadeBy(app, reference));
  return [...grouped(byHand, qualifiedName).values()]
    .filter((references) => references.some(({ sensitive }) => sensitive))
    .map(([first, ...others]) => commandFor(first, distinct([first, ...others].map(({ key }) => key))));
}

/** What is typed is in no file, and in no history of a shell. */
function commandFor({ name, namespace }: KeyReference, keys: readonly string[]): string {
  const lines = keys.map((key) => `${key}=…`).join(' and ');
  return `kubectl create secret generic ${name} --namespace ${namespace} --from-env-file=/dev/stdin # type ${lines}, then Ctrl-D`;
}

/** Each is a word of a shell; what is none is told by the rules. */
function isWellNamed({ name, namespace, key }: KeyReference): boolean {
  return (
    [subdomainProblem(name), configMapKeyProblem(key)].every((one) => one === undefined) && !isNoNamespace(namespace)
  );
}

function isMadeBy(app: AppModel, reference: KeyReference): boolean {
  const name = qualifiedName(reference);
  const isManaged = app.managedObjects.some((object) => {
    return object.kind === 'Secret' && `${object.namespace.value}/${object.name.value}` === name;
  });
  return isManaged || secretsByAddress(app).has(name);
}
