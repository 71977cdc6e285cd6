#include "documents/pdf_driver.hpp"

namespace ogp::documents {

const std::string_view typst_node_driver = R"js('use strict';
const fs = require('fs');
const [folder, standard, seconds, ...fonts] = process.argv.slice(1);
const fail = (what) => { fs.writeSync(2, what + '\n'); process.exit(1); };
const { NodeCompiler } = require(folder);
const compiler = NodeCompiler.create({ workspace: '/', fontArgs: [{ fontBlobs: fonts.map((file) => fs.readFileSync(file)) }] });
const result = compiler.compile({ mainFileContent: fs.readFileSync(0, 'utf8') });
if (result.hasError()) {
  const found = compiler.fetchDiagnostics(result.takeError());
  fail(found.map((one) => one.message).join('\n'));
}
let pdf;
try {
  pdf = compiler.pdf(result.result, { pdfStandard: standard, creationTimestamp: Number(seconds) });
} catch (error) {
  const messages = [...String(error.message).matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]);
  fail(messages.length > 0 ? messages.join('\n') : String(error.message));
}
for (let at = 0; at < pdf.length;) at += fs.writeSync(1, pdf, at);
)js";

} // namespace ogp::documents
