const SPECIAL = /[$()*+./?[\\\]^{|}]/g;

/** A name in which what is called like its environment stands as `<environment>`. */
export function nameInAnyEnvironment(name: string, environment: string): string {
  const slug = environment.split('/').at(-1) ?? '';
  if (slug === '') return name;
  // An environment may be called `eu-prod`.
  const whole = new RegExp(`(?<![\\p{L}\\d])${slug.replaceAll(SPECIAL, '\\$&')}(?![\\p{L}\\d])`, 'gu');
  return name.replaceAll(whole, '<environment>');
}
