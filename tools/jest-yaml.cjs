// Jest gets a file of YAML as its documents, which it reads once and keeps: each test file would read it again.
const { parseAllDocuments } = require('yaml');

/** A mistake in the file is told by whichever test asks for it first. */
module.exports = {
  process: (text) => {
    const documents = parseAllDocuments(text).map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    });
    return { code: `module.exports = { __esModule: true, default: ${JSON.stringify(documents)} };` };
  },
};
