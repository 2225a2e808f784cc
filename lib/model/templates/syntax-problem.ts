/** Why Go would refuse to read a template; caught where the template is read. */
export class SyntaxProblem extends Error {}
