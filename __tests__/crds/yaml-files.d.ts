/** The documents of a YAML file, read by Jest. */
declare module '*.yaml' {
  const documents: readonly unknown[];
  export default documents;
}
