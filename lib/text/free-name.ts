/** A name that is not taken: with a number behind it where there is one of it already. */
export function freeName(name: string, separator: string, isTaken: (name: string) => boolean): string {
  let found = name;
  for (let count = 2; isTaken(found); count++) found = `${name}${separator}${count}`;
  return found;
}
