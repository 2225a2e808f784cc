import { closest } from './did-you-mean';

/** The name that most likely stands for another one in other letters: `DOCKER_CONFIG` for `.dockerconfigjson`. */
export function alikeName(wanted: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  const own = plainName(wanted);
  const isSame = (name: string) => plainName(name) === own;
  const isPart = (name: string) => {
    const other = plainName(name);
    return other.length >= SHORTEST_PART && (own.includes(other) || other.includes(own));
  };
  const isClose = (name: string) => closest(own, [plainName(name)]) !== undefined;
  return all.find(isSame) ?? all.find(isClose) ?? all.find(isPart);
}

const SHORTEST_PART = 6;

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}
